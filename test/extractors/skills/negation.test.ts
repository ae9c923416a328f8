import { describe, expect, test } from 'vitest'
import { findSkills } from '../../../extractors/skills/find-skills.ts'

const names = (text: string) => findSkills(text).map(skill => skill.name)

describe('not wanted', () => {
  test.each([
    ['no prior Java experience is necessary', 'Java'],
    ['Java not required', 'Java'],
    ["we don't use Kubernetes", 'Kubernetes'],
    ['we no longer use PHP', 'PHP'],
    ['there is no need to know Scala', 'Scala'],
    ["you won't need to know Scala", 'Scala'],
    ["you don't have to be a Java expert", 'Java'],
    ['You do not need to be a seasoned Cisco engineer', 'Cisco'],
    ["experience with Perl isn't necessary", 'Perl'],
    ['Perl, Python and Ruby are not required', 'Perl'],
    ['C++ knowledge would not be needed', 'C++'],
    ['Terraform instead of CloudFormation', 'AWS CloudFormation'],
    ['Kotlin rather than Java', 'Java'],
    ['instead of Jenkins or Travis CI', 'Travis CI'],
    ['we are moving away from PHP', 'PHP'],
    ['we have moved off Heroku', 'Heroku'],
    ['This is not a Java role', 'Java'],
    ['no Java, no Spring Boot', 'Spring Boot'],
    ['non-Java developers welcome', 'Java'],
  ])('%s: no %s', (text, skill) => {
    expect(names(text)).not.toContain(skill)
  })
})

describe('wanted all the same', () => {
  test.each([
    ['Java is not required but a plus', 'Java'],
    ["don't be afraid to touch PHP", 'PHP'],
    ['whether or not you know Python', 'Python'],
    ['If you do not have Java experience, please do not apply', 'Java'],
    ['not just Python', 'Python'],
    ['Kotlin rather than Java', 'Kotlin'],
    ['migrating from Oracle to PostgreSQL', 'Oracle'],
    ['not essential: Kafka', 'Kafka'],
    ['Docker experience desirable, not required', 'Docker'],
    ['Python is a must; Perl is not required', 'Python'],
  ])('%s: %s', (text, skill) => {
    expect(names(text)).toContain(skill)
  })
})
