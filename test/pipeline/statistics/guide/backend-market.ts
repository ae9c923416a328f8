import type { RawPosting } from '../../../../crawlers/source.ts'

/** The day that the adverts' guide looks back from. */
export const asOf = '2025-11-21'

const common = { source: 'test', seenAt: '2025-11-20T09:00:00Z', employmentTypes: ['permanent'] }

const levels = ['Junior ', '', 'Senior ', 'Lead ']
const workplaces = ['remote', 'hybrid', null]

/** London: 12 at £60,000, £62,000 … £82,000; Manchester: 12 at £48,000, £49,000 … £59,000. Every second cites Go. */
const permanent = ['London', 'Manchester'].flatMap(place =>
  Array.from({ length: 12 }, (_, n): RawPosting => {
    const isLondon = place === 'London'
    const level = isLondon && n === 11 ? 'Principal ' : levels[n % 4]!
    const pay = isLondon ? 60_000 + 2000 * n : 48_000 + 1000 * n
    return {
      ...common,
      sourceId: `${place} ${n}`,
      url: `https://jobs.example/${place}/${n}`,
      title: `${level}Backend Developer`,
      description: `${isLondon ? 'A fintech firm. ' : ''}You have experience with ${n % 2 ? 'Python' : 'Golang'}.`,
      company: `${place} Employer ${n} Ltd`,
      locations: [`${place}, UK`],
      salaryText: `£${pay} per annum`,
      workplace: isLondon ? workplaces[n % 3]! : n < 6 ? 'onsite' : 'hybrid',
      // Four in each place were advertised more than three months ago and have closed.
      postedAt: n < 8 ? `2025-10-${10 + n}` : '2025-07-01',
      validThrough: n < 8 ? null : '2025-09-30',
    }
  }),
)

const others: RawPosting[] = [
  {
    ...common,
    sourceId: 'contract 1',
    title: 'Backend Developer',
    description: 'Join the team.',
    company: 'Contract One Ltd',
    locations: ['London, UK'],
    salaryText: '£400 per day',
    employmentTypes: ['contract'],
    postedAt: '2025-11-10',
  },
  {
    ...common,
    sourceId: 'contract 2',
    title: 'Senior Backend Developer',
    description: 'Join the team.',
    company: 'Contract Two Ltd',
    locations: ['London, UK'],
    salaryText: '£550 - £650 per day',
    employmentTypes: ['contract'],
    postedAt: '2025-11-11',
  },
  ...['One', 'Two'].map(
    (name): RawPosting => ({
      ...common,
      sourceId: `java ${name}`,
      title: 'Java Developer',
      description: 'Join the team.',
      company: `Java ${name} Ltd`,
      locations: ['Leeds, UK'],
      salaryText: '£70000 per annum',
      postedAt: '2025-11-12',
    }),
  ),
]

/** Adverts of backend developers whose figures can be had by hand. */
export const backendMarket: readonly RawPosting[] = [...permanent, ...others]
