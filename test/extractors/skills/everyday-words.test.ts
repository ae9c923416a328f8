import { expect, test } from 'vitest'
import { findSkills } from '../../../extractors/skills/find-skills.ts'

const names = (text: string) => findSkills(text).map(skill => skill.name)

/** Names that are also everyday words, people, firms or places: [skill, text that means it, text that does not]. */
test.each([
  ['Microsoft Teams', 'SharePoint, Teams and OneDrive', 'Teams across Microsoft use SharePoint'],
  ['Flow', 'React, Flow and TypeScript', 'Flow of work in a TypeScript team'],
  ['Box', 'Dropbox, Box, SharePoint', 'a black box next to SharePoint'],
  ['Fiber', 'Go with Gin or Fiber', 'fiber to the home, written in Go'],
  ['Rocket', 'Rust with Axum or Rocket', 'no rocket science, just Rust'],
  ['Prototype.js', 'jQuery, Prototype, MooTools', 'build a prototype with jQuery'],
  ['Sigma Computing', 'Looker, Tableau or Sigma', 'Six Sigma and Tableau'],
  ['Cube.js', 'dbt and Cube', 'a cube of data in dbt'],
  ['Mode Analytics', 'Looker, Mode, Redash', 'dark mode in Looker'],
  ['Stitch', 'Fivetran, Stitch, Snowflake', 'a stitch in time. Snowflake'],
  ['Census', 'Hightouch, Census, dbt', 'the national census, in dbt'],
  ['Loom', 'Slack, Notion, Loom', 'deadlines loom over Slack'],
  ['Discord', 'Slack and Discord', 'discord among Slack users'],
  ['Clay', 'Apollo, Clay and HubSpot', 'a clay pot next to HubSpot'],
  ['Harbor', 'Helm, Harbor, Kubernetes', 'a harbor view and Kubernetes'],
  ['Envoy', 'Istio and Envoy', 'an envoy of peace'],
  ['Relay', 'GraphQL with Relay', 'relay messages to the GraphQL team'],
  ['Realm', 'iOS, Swift, Realm', 'the realm of iOS'],
  ['Spinnaker', 'Jenkins or Spinnaker', 'near Spinnaker Tower'],
  ['Sass', 'CSS and SASS', 'a SASS company with CSS'],
  ['SQL Server Management Studio', 'SSMS and SQL', 'State Space Models (SSMs)'],
  ['GitHub', 'CI in GitHub Enterprise and GitHub', 'stars on GitHub'],
  ['Social Engineering', 'social engineering and penetration tests', 'social engineering scams'],
  ['Multilingual', 'multilingual candidates, fluent French', 'multilingual business data'],
  ['Real-Time Systems', 'real-time embedded C', 'feedback in real time'],
  ['Agile', 'agile delivery in sprints', 'agile working from home'],
  ['PhD', 'PhD in physics', 'founded by PhDs'],
  ['Client-Facing', 'a client-facing role', 'client-facing materials'],
  ['Root Cause Analysis', 'root cause analysis', 'the root cause in the market'],
  ['Web Application Development', 'build web applications', 'our web application grows'],
  ['Google Data Studio', 'Data Studio and BigQuery', 'our AI and Data Studio'],
  ['RPC', 'gRPC or RPC', 'RPC Consulting'],
  ['Economics', 'a degree in economics', 'unit economics'],
  ['Empathy', 'strong empathy and listening skills', 'trust, honesty, empathy'],
  ['Customer Service', 'excellent customer service', 'the customer service team'],
  ['Coaching', 'coaching junior engineers', 'may require coaching'],
  ['Database', 'experience with databases', 'a database of songs'],
])('%s: in "%s", not in "%s"', (skill, meant, other) => {
  expect(names(meant)).toContain(skill)
  expect(names(other)).not.toContain(skill)
})
