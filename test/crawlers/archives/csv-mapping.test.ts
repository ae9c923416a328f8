import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCsvMapping } from '../../../crawlers/archives/csv-mapping.ts'
import { dateFormat } from '../../../crawlers/archives/date-format.ts'
import { readRawPostings } from '../../../crawlers/archives/raw-postings.ts'
import { verifyArchive } from '../../../crawlers/archives/verify-archive.ts'
import { ConfigError } from '../../../crawlers/errors.ts'
import { temporaryFile } from '../../temporary-file.ts'
import { collect } from './collect.ts'

const least = `fields:
  source: { value: council }
  sourceId: Ref
  title: Job
  seenAt: { value: 2026-11-20 }
`
const mapped = (yaml: string) => readCsvMapping(temporaryFile('mapping.yaml', yaml))

async function read(csv: Uint8Array | string, yaml: string): Promise<unknown[]> {
  const path = temporaryFile('jobs.csv', csv)
  const mapping = mapped(yaml)
  await verifyArchive(path, mapping)
  return (await collect(readRawPostings(path, mapping))).map(item =>
    'posting' in item ? item.posting : `${item.line}! ${item.rejected.reason}`,
  )
}

test('every field of a posting has its column, constant or columns', async () => {
  const yaml = `# A council's export.
delimiter: ";"
encoding: windows-1252
decimal: ","
fields:
  source: { value: council }
  sourceId: Ref No
  url: Link
  title: Job Title
  company: { value: Tidewater Council }
  description: { columns: [Summary, Duties], join: "\\n\\n" }
  locations: { column: Towns, separator: " / " }
  salaryText: Salary
  pay:
    min: From
    max: { column: To }
    currency: { value: GBP }
    unit: { value: year }
    predicted: { value: "false" }
  employmentTypes: { columns: [Contract, Hours], join: "|", separator: "|" }
  workplace: Hybrid?
  postedAt: { column: Advertised, format: DD/MM/YYYY }
  validThrough: { column: Closes, format: "D MMMM YYYY [at] h:mm A Z" }
  seenAt: { column: Exported, format: YYYYMMDD }
`
  const header =
    'Ref No;Link;Job Title;Summary;Duties;Towns;Salary;From;To;Contract;Hours;Hybrid?;Advertised;Closes;Exported;Note'
  const rows = [
    '7;https://jobs.example/7;"Analyst; senior";Short.;Long – and café.;Leeds / York;£30k;£30.500,50;41.000;Permanent;Full time;hybrid;05/11/2026;9 December 2026 at 5:30 pm +0100;20261120;x',
    '8;;Clerk;;;;;;;;;;;;20261121;',
  ]
  // Windows-1252 has the dash at 0x96, which Latin-1 has not.
  const bytes = Buffer.from([header, ...rows].join('\r\n').replace('–', '\x96'), 'latin1')
  expect(await read(bytes, yaml)).toEqual([
    {
      source: 'council',
      sourceId: '7',
      url: 'https://jobs.example/7',
      title: 'Analyst; senior',
      company: 'Tidewater Council',
      description: 'Short.\n\nLong – and café.',
      locations: ['Leeds', 'York'],
      salaryText: '£30k',
      pay: { min: 30500.5, max: 41000, currency: 'GBP', unit: 'year', predicted: false },
      employmentTypes: ['Permanent', 'Full time'],
      workplace: 'hybrid',
      postedAt: '2026-11-05',
      validThrough: '2026-12-09T17:30:00+01:00',
      seenAt: '2026-11-20',
    },
    { source: 'council', sourceId: '8', title: 'Clerk', company: 'Tidewater Council', seenAt: '2026-11-21' },
  ])
})

test('the example of the README is a mapping', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../crawlers/README.md'), 'utf8')
  const example = /```yaml\n(delimiter[\s\S]*?)```/.exec(readme)![1]!
  expect(mapped(example)).toMatchObject({ delimiter: ';', encoding: 'windows-1252', decimal: ',' })
})

test('a cell that is not as the mapping says is rejected with its line', async () => {
  const yaml = `${least}  postedAt: { column: Day, format: DD/MM/YYYY }
  validThrough: End
  pay: { min: From }
`
  const csv =
    'Ref,Job,Day,End,From\n1,A,11/25/2026,,\n2,B,,soon,\n3,C,,,plenty\n4,,,,\n5,E,01/02/2026,2026-03-01,"30,000"\n'
  expect(await read(csv, yaml)).toEqual([
    '2! postedAt: not written as DD/MM/YYYY',
    '3! validThrough: not written as a date',
    '4! pay.min: expected number, found text',
    '5! title: missing',
    expect.objectContaining({ postedAt: '2026-02-01', validThrough: '2026-03-01', pay: { min: 30000 } }),
  ])
})

test('text of other encodings, and tabs', async () => {
  const csv = '\uFEFFRef\tJob\n1\tZoë – Œuvre\n'
  const yaml = `delimiter: "\\t"\nencoding: utf-16le\n${least}`
  expect(await read(Buffer.from(csv, 'utf16le'), yaml)).toMatchObject([
    { sourceId: '1', title: 'Zoë – Œuvre' },
  ])
})

describe('what is wrong is said with its line', () => {
  test.each([
    ['fields: [', /:1:\d+: is no YAML/],
    ['', /:1:1: the mapping must be a map/],
    ['delimeter: ";"', ':1:1: unknown key "delimeter"; did you mean "delimiter"?'],
    [`${least}  compnay: Firm`, ':6:3: unknown key "compnay"; did you mean "company"?'],
    [`${least}  pay: { minimum: From }`, ':6:10: unknown key "minimum"'],
    [`${least}  pay: { curency: From }`, ':6:10: unknown key "curency"; did you mean "currency"?'],
    [`${least}  pay: From`, ':6:8: pay must be a map of min, max, currency, unit'],
    [`${least}  url: { colum: Link }`, ':6:10: unknown key "colum"; did you mean "column"?'],
    [`${least}  url: { column: Link, value: x }`, /:6:8: url: write a column name/],
    [`${least}  url: [Link]`, /:6:8: url: write a column name/],
    [`${least}  url:`, ':6:7: url must be text'],
    [`${least}  url: { column: Link, format: YYYY }`, ':6:32: url takes no format'],
    [`${least}  url: { column: Link, join: x }`, ':6:30: url takes no join'],
    [`${least}  url: { columns: [], join: x }`, ':6:19: columns must be a list of texts'],
    [`${least}  postedAt: { column: Day, format: DD/MM }`, ':6:36: format has no year'],
    [`${least}  postedAt: { column: Day, format: DD.MM.jjjj }`, ':6:36: format "jjjj" has no meaning'],
    [`${least}  postedAt: { value: yesterday }`, ':6:22: postedAt must be a day (YYYY-MM-DD)'],
    [`${least}  title: Other`, /:6:3: is no YAML: Map keys must be unique/],
    [`encoding: latin-15\n${least}`, ':1:11: encoding must be one of the web'],
    [`decimal: point\n${least}`, ':1:10: decimal must be "." or ","'],
    [`delimiter: semicolon\n${least}`, ':1:12: delimiter must be a character'],
    ['fields:\n  title: Job\n  sourceId: Ref', ':2:3: fields lacks source, seenAt'],
    ['encoding: utf-8', ':1:1: the mapping lacks fields'],
    [`${least}  locations: { value: York, separator: x }`, ':6:40: locations takes no separator here'],
  ])('%j', (yaml, problem) => {
    expect(() => mapped(yaml)).toThrow(ConfigError)
    expect(() => mapped(yaml)).toThrow(problem)
  })

  test('a mapping that is not there', () => {
    expect(() => readCsvMapping('/nowhere/mapping.yaml')).toThrow('/nowhere/mapping.yaml: no such file')
  })

  test('columns that the file has not, or has twice', async () => {
    const yaml = `${least}  company: Employer\n  pay: { min: Salary from }\n`
    await expect(read('Ref,Job,Salary From\n', yaml)).rejects.toThrow(
      /jobs\.csv: the header lacks "Employer" \(company\), "Salary from" \(pay\.min; did you mean "Salary From"\?\) of .*mapping\.yaml/,
    )
    await expect(read('Ref,Job,Job\n', least)).rejects.toThrow('the header has "Job" more than once')
  })
})

describe('dates', () => {
  test.each([
    ['DD/MM/YYYY', '05/11/2026', '2026-11-05'],
    ['DD/MM/YYYY', '5/11/2026', undefined],
    ['D/M/YYYY', '5/1/2026', '2026-01-05'],
    ['D/M/YY', '15/11/26', '2026-11-15'],
    ['MM/DD/YYYY', '11/25/2026', '2026-11-25'],
    ['DD/MM/YYYY', '31/02/2026', undefined],
    ['DD/MM/YYYY', '05/11/2026 10:00', undefined],
    ['DD/MM/YYYY HH:mm', '05/11/2026   10:00', '2026-11-05'],
    ['DD/MM/YYYY HH:mm Z', '05/11/2026 10:00 Z', '2026-11-05T10:00:00Z'],
    ['YYYY-MM-DDTHH:mm:ssZ', '2026-11-05T23:15:07+01:00', '2026-11-05T23:15:07+01:00'],
    ['D MMM YYYY', '1 Sept 2026', '2026-09-01'],
    ['MMMM D, YYYY', 'february 3, 2026', '2026-02-03'],
    ['D MMM YYYY', '1 Foo 2026', undefined],
    ['D MMM YYYY hh:mm A Z', '1 Jan 2026 12:05 a.m. UTC', '2026-01-01T00:05:00Z'],
    ['[on] YYYY.MM.DD', 'on 2026.11.05', '2026-11-05'],
    ['YYYYMMDD', '20261105', '2026-11-05'],
    ['YYYYMMDD', '00010101', undefined],
  ])('%s reads %s', (format, text, moment) => {
    expect(dateFormat(format).read(text)).toBe(moment)
  })
})
