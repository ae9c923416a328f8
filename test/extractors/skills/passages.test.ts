import { describe, expect, test } from 'vitest'
import { findSkills } from '../../../extractors/skills/find-skills.ts'

const names = (text: string) => findSkills(text).map(skill => skill.name)

describe('names that belong to others are not asked for', () => {
  test.each([
    ['Used by Netflix, Shopify and thousands of smaller teams.'],
    ['Our customers include Shopify, Notion and Snowflake.'],
    ['Over 80 paying customers – including Contentful, Snyk and Linux vendors.'],
    ['Our clients include hedge funds, insurers and investment banks.'],
    ['Notion and Snowflake already rely on us.'],
    ['Backed by Salesforce Ventures, Databricks and Okta.'],
    ['Our investors are Sequoia and executives from Cloudflare, Retool and Notion.'],
    ['We raised a round led by Google Ventures, with Hitachi and Salesforce.'],
    ['Angels such as the founders of Box, Airtable, Okta and Klaviyo.'],
    ['A team of ex-Google, Okta and Salesforce people.'],
    ['Built by engineers from Databricks, Snowflake and Stripe.'],
    ['Salesforce and Oracle alumni run the place.'],
    ['Before founding Acme, Jo led Google Maps and the Android team.'],
    ['She previously led Google Workspace.'],
    ['We host the London PyData and Machine Learning meetups.'],
    ['I first wrote code for point of sale, e-commerce and banking firms.'],
    ['We are a cheaper alternative to Salesforce.'],
    ['We were acquired by Oracle in 2019.'],
  ])('%s', text => {
    expect(names(text)).toEqual([])
  })

  test.each([
    ['You will work with the sales, consulting and marketing teams.', 'Sales'],
    ['Backgrounds range from physicists to PhDs.', 'PhD'],
  ])('%s: no %s', (text, skill) => {
    expect(names(text)).not.toContain(skill)
  })
})

describe('the advert goes on to ask', () => {
  test.each([
    ['Backed by Sequoia and looking for people with Python and Kafka', ['Python', 'Kafka']],
    ['Our customers include banks. You know Snowflake and dbt.', ['Snowflake', 'dbt']],
    ['Trusted by Shopify, built with Rust on AWS', ['Rust', 'AWS']],
    ['A Rails application backed by PostgreSQL', ['PostgreSQL']],
    ['Experience with GraphQL clients such as Apollo Client', ['GraphQL', 'Apollo GraphQL']],
    ['prior AWS experience', ['AWS']],
    ['migrate the BI stack from Tableau', ['Tableau']],
    ['Tools used by our team: Docker and Terraform', ['Docker', 'Terraform']],
    ['Join our consulting team', ['Consulting']],
    ['React, Kafka and conference tickets', ['React', 'Kafka']],
    ['Our clients are banks who need machine learning', ['Machine Learning']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expect.arrayContaining(expected))
  })
})

test('hostile repetition stays fast', () => {
  for (const piece of ['used by ', 'ex-Google ', 'Oracle, ', 'founders of Okta ', 'and teams ']) {
    const started = performance.now()
    findSkills(piece.repeat(30_000))
    expect(performance.now() - started).toBeLessThan(1000)
  }
})
