import { expect, test } from 'vitest'
import { findSkills } from '../../../extractors/skills/find-skills.ts'
import { productNameOf } from '../../../extractors/skills/own-product.ts'

const names = (text: string, company: string | null) => findSkills(text, { company }).map(({ name }) => name)

test.each([
  ['Zapier', 'Zapier connects thousands of apps. We write Python.', ['Python']],
  ['1password', 'People love 1Password. You know Python.', ['Python']],
  ['Cloudflare, Inc.', 'Build Cloudflare Workers in TypeScript.', ['TypeScript']],
  ['n8n GmbH', 'n8n is a tool written in TypeScript.', ['TypeScript']],
  ['MongoDB', 'At MongoDB we write C++.', ['C++']],
])('%s advertising its own product: "%s"', (company, text, expected) => {
  expect(names(text, company)).toEqual(expected)
})

test.each([
  ['Snowflake', '5 years of experience with Snowflake and dbt', 'Snowflake'],
  ['Salesforce', 'experience as a Salesforce administrator', 'Salesforce.com'],
  ['Acme', 'Zapier connects our apps', 'Zapier'],
  [null, 'Zapier connects our apps', 'Zapier'],
  ['Go Compare', 'services written in Go', 'Go'],
])('%s asking for it: "%s"', (company, text, skill) => {
  expect(names(text, company)).toContain(skill)
})

test.each([
  ['Cloudflare, Inc.', 'cloudflare'],
  ['Scale AI', 'scale'],
  ['Elastic Technologies Ltd', 'elastic'],
  ['the-browser-company', 'the browser company'],
  ['', ''],
])('the product name of "%s" is "%s"', (company, name) => {
  expect(productNameOf(company)).toBe(name)
})
