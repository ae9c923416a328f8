import { describe, expect, it } from 'vitest'
import { findSkills } from '../../../extractors/skills/find-skills.ts'
import { skills } from '../../../extractors/taxonomy/skills.ts'

const named = (text: string) => findSkills(text).map(skill => skill.name)

describe('names that are also everyday words or employers', () => {
  it.each([
    [
      'Opscode Chef',
      'Provisioning with Chef, Terraform and Vagrant',
      'Free lunch from our private chef every day',
    ],
    ['Puppet', 'Servers are managed with Puppet', 'You built a puppet theatre as a child'],
    ['SaltStack', 'Experience of Salt or Ansible', 'Worth its Salt: a seaside office'],
    ['HashiCorp Vault', 'Consul, Vault and Terraform', 'Data Vault models for the bank'],
    ['Helm', 'Deployments with Helm on Kubernetes', 'A steady leader at the Helm of the team'],
    ['Apple', 'Support of Apple devices and Windows laptops', 'Our app was featured by Apple'],
    ['Google', 'Knowledge of Google APIs', 'Founded by people from Google'],
    ['Oracle', 'Databases such as Oracle and DB2', 'An oracle problem of smart contracts'],
    ['Arm Holdings', 'Assembly for x86 and ARM', 'Join the investment arm of the group'],
    ['Intel', 'Tuning for Intel and AMD processors', 'Gather threat intel from forums'],
    ['Sage', 'Accounting in Sage or Xero', 'Ask our Sage mentor anything'],
    ['Workday', 'Integrating Workday with our HRIS and payroll', 'Your typical Workday starts at nine'],
    ['Stripe', 'Payments through Stripe and PayPal', 'We earned our first Stripe as a company'],
    ['SWIFT', 'SWIFT messages and SEPA payments', 'Apps in Swift for the iPhone'],
    ['CASS', 'FCA rules, CASS and MiFID', 'Cass Business School alumni'],
    ['DORA', 'Compliance with DORA and NIS2 for banks', 'We track DORA metrics weekly'],
    ['Lean', 'Lean, Kanban and Scrum', 'We are a lean team of four'],
    ['Extreme Programming', 'An agile shop: XP, TDD and pairing', 'Support of Windows XP desktops'],
    ['Wi-Fi', 'WiFi and Bluetooth drivers', 'Monthly WiFi stipend for everyone'],
    ['Internet', 'Software for internet banking', 'A home internet allowance'],
    ['P2P', 'A peer-to-peer network protocol', 'Peer-to-peer recognition rewards'],
    ['SAN', 'SAN and NAS storage', 'Office in San Francisco near a storage firm'],
    ['Insurance', 'Clients in insurance', 'Private medical insurance and pension'],
    ['Healthcare', 'Software for the healthcare industry', 'Private healthcare for you and yours'],
    ['Retail', 'Systems for retail and wholesale', 'Retail discounts at many shops'],
    ['Finance', 'A background in finance or banking', 'You report to the finance team'],
    ['Defence', 'Projects for the defence industry', 'You are the first line of defence'],
    ['Games', 'A studio that makes mobile games', 'Board games night on Thursdays'],
    ['Accessibility', 'WCAG and accessibility testing', 'Tell us of any accessibility needs'],
    ['Degree', 'A degree in physics', 'A high degree of freedom'],
    ["Master's Degree", 'MS or PhD in statistics', 'Proficient in MS Word'],
    ['A Level', 'A-Levels in mathematics', 'You reach a level of mastery'],
    ['Mentoring', 'Mentoring junior colleagues', 'You will have a mentor'],
    ['Edge Computing', 'Models on edge devices', 'Work with cutting-edge devices'],
    ['IT Support', 'Second-line IT support', 'A tool and the team it supports'],
    ['Agile', 'We work in an agile way', 'Agile working from home or office'],
  ])('%s', (name, wanted, unwanted) => {
    expect(named(wanted)).toContain(name)
    expect(named(unwanted)).not.toContain(name)
  })
})

describe('spellings', () => {
  it.each([
    ['K8s, CI & CD and IaC', ['Kubernetes', 'CI/CD', 'Infrastructure as Code']],
    [
      'RAG pipelines, LLMs and GenAI',
      ['Retrieval-Augmented Generation', 'Large Language Models', 'Generative AI'],
    ],
    ['AI/ML and UI/UX', ['AI', 'Machine Learning', 'User Interface', 'User Experience']],
    ['ISO27001, PCI-DSS, SOC2, SOX', ['ISO/IEC 27001', 'PCI DSS', 'SOC 2', 'Sarbanes-Oxley']],
    ['behavior-driven development and threat modeling', ['BDD', 'Threat Modelling']],
    ['SAP FICO and S/4HANA, D365BC', ['SAP FI/CO', 'SAP S/4HANA', 'Microsoft Business Central']],
    ['BSc, MSc or Ph.D. in maths', ['Degree', "Master's Degree", 'PhD', 'Mathematics']],
    ['SC clearance, CISSP, AWS certified', ['SC Cleared', 'CISSP', 'AWS Certification']],
    ['POCs and MVPs; OKRs', ['Proof of Concept', 'Minimum Viable Product', 'OKR']],
    ['routing and switching, LAN/WAN', ['Routing', 'Switching', 'LAN', 'WAN']],
    [
      'FX, equity derivatives and fixed income trading',
      ['Foreign Exchange (FX)', 'Derivative', 'Fixed Income'],
    ],
  ])('%s', (text, expected) => {
    expect(named(text)).toEqual(expect.arrayContaining(expected))
  })
})

it('gives every category of business, process and quality skills a substantial list', () => {
  const sizes = Map.groupBy(skills, skill => skill.category)
  for (const category of [
    'Business Applications',
    'General',
    'Qualifications',
    'Systems Management',
    'Vendors',
  ]) {
    expect(sizes.get(category)?.length ?? 0, category).toBeGreaterThan(100)
  }
})
