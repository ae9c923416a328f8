import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Draft } from '../../reading/read-records.ts'
import { listOf } from '../../reading/xml-body.ts'
import type { RawPay } from '../../source.ts'

const OnePosition = z.union([z.literal(''), z.looseObject({})]).transform(position => [position])
/** The positions of https://developer.personio.de/docs/retrieving-open-job-positions; a board without any is empty. */
export const Board = z.union([
  z.literal('').transform((): unknown[] => []),
  z
    .object({ position: z.union([z.array(z.unknown()), OnePosition]) })
    .transform(({ position }): unknown[] => position),
])

const Text = z.string().optional()

const Section = z.object({ name: Text, value: Text })
const Sections = z.union([
  z.literal(''),
  z.object({ jobDescription: z.preprocess(listOf, z.array(Section)) }),
])
const Offices = z.union([z.literal(''), z.object({ office: z.preprocess(listOf, z.array(z.string())) })])
/** Not in the documentation, yet on about one position in ten. */
const Salary = z.union([z.literal(''), z.object({ min: Text, max: Text, currencyCode: Text, type: Text })])

export const Position = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  subcompany: Text,
  office: Text,
  additionalOffices: Offices.optional(),
  jobDescriptions: Sections.optional(),
  /** `permanent`, `intern`, `trainee`, `freelance`, `working_student` … */
  employmentType: Text,
  schedule: Text,
  salaryInformation: Salary.optional(),
  createdAt: Text,
})
export type Position = z.infer<typeof Position>

/** @param boardUrl the feed's address; positions name none of their own */
export function draftOf(position: Position, boardUrl: string, company: string): Draft {
  const { additionalOffices, jobDescriptions, salaryInformation } = position
  return {
    sourceId: position.id,
    url: new URL(`/job/${encodeURIComponent(position.id)}`, boardUrl).href,
    title: position.name,
    // None where the position is not written in the language that was asked for.
    description: jobDescriptions ? jobDescriptions.jobDescription.map(sectionText).join('\n') : undefined,
    company: position.subcompany || company,
    locations: [position.office ?? '', ...(additionalOffices ? additionalOffices.office : [])],
    pay: salaryInformation ? payOf(salaryInformation) : undefined,
    employmentTypes: [position.employmentType ?? '', position.schedule ?? ''],
    postedAt: momentOf(position.createdAt),
  }
}

const sectionText = ({ name, value }: z.infer<typeof Section>): string =>
  name ? `<h3>${escapeText(name)}</h3>\n${value ?? ''}` : (value ?? '')

/** A section's name is text among the HTML of its value. */
const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function payOf(salary: Exclude<z.infer<typeof Salary>, ''>): RawPay | undefined {
  const [min, max] = [salary.min, salary.max].map(figure => Number(figure) || null)
  return min || max ? { min, max, currency: salary.currencyCode, unit: salary.type } : undefined
}
