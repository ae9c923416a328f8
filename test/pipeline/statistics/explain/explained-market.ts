import type { RawPosting } from '../../../../crawlers/source.ts'

export const asOf = '2025-11-21'

const german =
  'Wir suchen eine Person mit Erfahrung in Python und SQL, die unsere Datenplattform betreut. Die Stelle ist unbefristet und wir bieten flexible Arbeitszeiten sowie eine gute Bezahlung. Wir freuen uns auf Ihre Bewerbung und werden uns bald bei Ihnen melden, um alles Weitere zu besprechen.'

/** A permanent Data Engineer in London, first advertised in the window; `over` makes it something else. */
const advert = (sourceId: string, over: Partial<RawPosting> = {}): RawPosting => ({
  source: 'board',
  sourceId,
  url: `https://board.example/jobs/${sourceId}`,
  title: 'Data Engineer',
  company: `Company ${sourceId}`,
  locations: ['London'],
  description: `<p>You build pipelines for us.</p><p>We ask for experience in Python, dbt and Airflow. You work with nice people.</p>`,
  employmentTypes: ['permanent'],
  postedAt: '2025-10-01',
  seenAt: '2025-10-02T09:00:00Z',
  ...over,
})

/** One job or advert for each reason why something counts or is left out of Data Engineer, London, permanent. */
export const market: RawPosting[] = [
  advert('range', { salaryText: '£50,000 - £60,000 per annum' }),
  advert('range-again', {
    source: 'other-board',
    company: 'Company range Ltd',
    postedAt: '2025-10-15',
    seenAt: '2025-10-16T09:00:00Z',
  }),
  advert('title-pay', { title: 'Senior Data Engineer - £70k', seenAt: '2025-11-20T09:00:00Z' }),
  advert('text-pay', {
    title: 'Lead Data Engineer (AWS)',
    description:
      '<p>We ask for SQL and nothing else.</p><p>We offer a salary of £90,000 and 25 days of holiday.</p>',
    postedAt: '2025-11-10',
    seenAt: '2025-11-20T09:00:00Z',
  }),
  advert('typed-pay', { pay: { min: 61_000, max: 63_000, currency: 'GBP', unit: 'YEAR' } }),
  // Counts, and quotes nothing that is taken over.
  advert('predicted', { pay: { min: 55_000, max: 55_000, currency: 'GBP', unit: 'YEAR', predicted: true } }),
  advert('euros', { salaryText: '€80,000 per annum' }),
  advert('monthly', { salaryText: '£4,000 per month' }),
  advert('too-little', { pay: { min: 2_000, max: 2_000, currency: 'GBP', unit: 'YEAR' } }),
  advert('competitive', { salaryText: 'Competitive' }),
  // Of another day.
  advert('eve', { postedAt: '2025-05-21', seenAt: '2025-05-22T09:00:00Z' }),
  advert('dusk', { company: 'Twice', postedAt: '2025-05-20', seenAt: '2025-05-22T09:00:00Z' }),
  advert('dawn', { company: 'Twice', postedAt: '2025-05-23', seenAt: '2025-05-24T09:00:00Z' }),
  advert('morrow', { postedAt: '2025-11-22', seenAt: '2025-11-23T09:00:00Z' }),
  // Of another type.
  advert('day-rate', { employmentTypes: ['contract'], salaryText: '£500 per day' }),
  advert('hour-rate', { employmentTypes: ['contract'], salaryText: '£40 per hour' }),
  advert('intern', { title: 'Data Engineer Intern', employmentTypes: ['internship'] }),
  advert('untyped', { employmentTypes: [], salaryText: '£30 per hour' }),
  // Elsewhere.
  advert('north', { locations: ['Manchester'] }),
  advert('abroad', { locations: ['Berlin, Germany'] }),
  advert('nowhere', { locations: [] }),
  advert('country', { locations: ['United Kingdom'] }),
  // Not of IT, or not in English.
  advert('chef', {
    title: 'Pastry Chef',
    description: '<p>Bake cakes. A little Python would be nice, we have a website.</p>',
  }),
  advert('german', { description: `<p>${german}</p>` }),
  // The first advert speaks for the job, and the second alone names Python.
  advert('silent', {
    title: 'Data Engineer, Finance',
    company: 'Two Words',
    description: '<p>We ask for SQL only.</p>',
  }),
  advert('outspoken', {
    title: 'Data Engineer, Finance',
    company: 'Two Words',
    postedAt: '2025-10-09',
    description: '<p>We ask for Python.</p>',
  }),
  advert('secret', {}),
]
