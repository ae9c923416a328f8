import { gzipMembers, httpBlock, warcRecord } from '../../crawlers/archives/build-warc.ts'
import { postingFile } from '../../raw-postings.ts'
import { temporaryFile } from '../../temporary-file.ts'

/** The months of the small history below. */
export const months = ['2025-01', '2025-02', '2025-03', '2025-04']

const titles = ['Java Developer', 'Data Engineer', 'Python Developer', 'DevOps Engineer', 'Office Manager']
const skills = ['Kubernetes', 'Terraform', 'Docker', 'Kafka', 'PostgreSQL', 'React']

/** What advert `at` says in month `nth`: some change, some are as they were two months before, some never change. */
const revision = (at: number, nth: number): number => (at % 3 === 0 ? 0 : at % 3 === 1 ? nth : nth % 2)

/** A board's adverts as they stood in a month; each stands for two months or more, the last ones come later. */
const board = (name: string, nth: number, day: string) =>
  warcRecord({
    url: `https://api.ashbyhq.com/posting-api/job-board/${name}`,
    date: `${months[nth]}-${day}T06:00:00Z`,
    block: httpBlock(
      JSON.stringify({
        jobs: titles.flatMap((title, at) =>
          at > nth + 2
            ? []
            : {
                id: `${name}-${at}`,
                title,
                location: at % 2 === 0 ? 'London' : 'Leeds',
                descriptionPlain: `You know ${skills[(at + revision(at, nth)) % skills.length]} well. £${40 + at + revision(at, nth)},000 per annum.`,
              },
        ),
      }),
    ),
  })

/** Adverts that came one by one: without addresses and days, with two versions of one moment, and of two months. */
const alone = (nth: number) =>
  Array.from({ length: 5 }, (_, at) => ({
    source: 'council',
    sourceId: `c${at}`,
    ...(at === 3 ? { url: 'https://council.example/jobs/3' } : {}),
    title: titles[at % 4],
    company: at < 2 ? 'Harbour' : 'Quay',
    locations: ['Bristol'],
    salaryText: `£${30 + at + 5 * revision(at, nth)},000 per annum`,
    seenAt: `${months[nth]}-1${at}T09:00:00Z`,
  })).flatMap(advert =>
    advert.sourceId === 'c1' ? [advert, { ...advert, salaryText: `£${50 + nth},000 per annum` }] : advert,
  )

/** The files of a month: a WARC of boards that are met twice, and JSON lines. */
export function filesOf(nth: number): string[] {
  const boards = ['acme', 'plum', 'tide'].flatMap(name => [board(name, nth, '03'), board(name, nth, '20')])
  return [temporaryFile(`${months[nth]}.warc.gz`, gzipMembers(boards)), postingFile(alone(nth))]
}

/** The whole history as one archive of each kind. */
export function filesOfAll(): string[] {
  const boards = months.flatMap((_, nth) =>
    ['acme', 'plum', 'tide'].flatMap(name => [board(name, nth, '03'), board(name, nth, '20')]),
  )
  return [
    temporaryFile('all.warc.gz', gzipMembers(boards)),
    postingFile(months.flatMap((_, nth) => alone(nth))),
  ]
}
