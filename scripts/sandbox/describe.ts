import type { Advert, Pay } from './advert.ts'
import { createRandom, type Random } from './random.ts'
import { companies, phrases, skills as skillTable } from './tables.ts'
import { spellSkill } from './titles.ts'

const money = (amount: number): string =>
  `£${amount.toLocaleString('en-GB', Number.isInteger(amount) ? {} : { minimumFractionDigits: 2 })}`

/** Text that may stand in HTML. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The figures an advert states, right or wrong: a swapped range stands upside down, an absurd one out of all sense. */
export function statedPay(advert: Advert): Pay | null {
  if (advert.flaw === 'absurd-salary') {
    return advert.type === 'contract'
      ? { min: 1, max: 99_999, unit: 'day' }
      : { min: 1, max: 9_999_999, unit: 'year' }
  }
  if (advert.flaw === 'swapped-salary' && advert.pay) {
    return { min: advert.pay.max, max: advert.pay.min, unit: advert.pay.unit }
  }
  return advert.pay
}

/** The line about pay; null where the advert says nothing of it. */
function describePay(advert: Advert, random: Random): string | null {
  if (advert.flaw === 'competitive') return random.pick(phrases.competitive)
  const pay = statedPay(advert)
  if (!pay) return null
  const { min, max, unit } = pay
  const form = min === null ? 'upTo' : max === null ? 'from' : min === max ? 'single' : 'range'
  // Thousands are written short only where nothing is lost by it.
  const whole = (min ?? 1000) % 500 === 0 && (max ?? 1000) % 500 === 0
  const forms = phrases.pay[form][unit].filter(text => whole || !text.includes('{k'))
  return random
    .pick(forms)
    .replace('{min}', money(min ?? 0))
    .replace('{max}', money(max ?? 0))
    .replace('{kmin}', `${(min ?? 0) / 1000}k`)
    .replace('{kmax}', `${(max ?? 0) / 1000}k`)
}

const enumerate = (items: string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

/** Sentences that between them name every one of the skills. */
function nameSkills(names: string[], random: Random): string[] {
  const sentences: string[] = []
  const left = [...names]
  while (left.length > 5 || (left.length > 0 && sentences.length < 2)) {
    const size = Math.min(left.length, random.int(1, 3))
    const taken = left.splice(0, size)
    const forms = size === 1 ? phrases.withOne : size === 2 ? phrases.withTwo : phrases.withThree
    let sentence = random.pick(forms)
    for (const [i, slot] of ['{a}', '{b}', '{c}'].entries()) {
      if (i < size) sentence = sentence.replace(slot, () => spellSkill(taken[i]!, random))
    }
    sentences.push(sentence)
  }
  if (left.length > 0) {
    sentences.push(
      random
        .pick(phrases.wished)
        .replace('{list}', () => enumerate(left.map(name => spellSkill(name, random)))),
    )
  }
  return sentences
}

const sectorSkills = Object.values(companies.sectorSkills)

const startWithCapital = (sentence: string): string =>
  /^[a-z][a-z]/.test(sentence) ? sentence[0]!.toUpperCase() + sentence.slice(1) : sentence

/**
 * The advert's text as HTML, 120 to 250 words, naming exactly its skills. The same vacancy reads the same on every
 * board.
 */
export function describe(advert: Advert, seed: number): string {
  const random = createRandom(seed, 'text', Math.abs(advert.vacancy))
  const fill = (text: string): string =>
    text
      .replaceAll('{company}', advert.company.replace(/ (Ltd|Limited|plc)$/, ''))
      .replaceAll('{town}', advert.place.town === 'United Kingdom' ? 'UK' : advert.place.town)
  const paragraph = (text: string): string => `<p>${escapeText(fill(text))}</p>`
  const list = (items: string[]): string =>
    `<ul>${items.map(item => `<li>${escapeText(fill(item))}</li>`).join('')}</ul>`
  const heading = (names: string[]): string => `<h3>${random.pick(names)}</h3>`
  const named = (kind: string[], forms: string[]): string[] =>
    advert.skills
      .filter(name => kind.includes(name))
      .map(name => startWithCapital(random.pick(forms).replace('{a}', () => spellSkill(name, random))))

  const role = advert.role
    ? (advert.titleTerms.find(term => term.endsWith(advert.role!)) ?? advert.role)
    : 'colleague'
  const article = /^([AEIO]|SAP|iOS)/.test(role) ? 'an' : 'a'
  const opening = random.pick(phrases.opening).replace('a {role}', () => `${article} ${role}`)
  const payLine = describePay(advert, random)
  const pay = payLine ? [`<p><strong>${escapeText(payLine)}</strong></p>`] : []
  const benefits = random.shuffle(phrases.benefits).slice(0, 3)

  if (!advert.inScope) {
    const title = advert.title.replace(/ - .*$/, '')
    return [
      paragraph(`${fill('{company}')} is hiring: ${title}, {town}.`),
      ...pay,
      ...random.shuffle(phrases.noise).slice(0, 5).map(paragraph),
      heading(phrases.headings.offered),
      list(benefits),
    ].join('')
  }

  const { manners, schooling, clearance } = skillTable
  const apart = new Set([...manners, ...schooling, ...clearance, ...sectorSkills])
  const technical = random.shuffle(advert.skills.filter(name => !apart.has(name)))
  const wanted = [
    ...nameSkills(technical, random),
    ...named(manners, phrases.manners),
    ...named(schooling, phrases.schooling),
    ...named(clearance, phrases.clearance),
  ]
  const terms = [
    ...(advert.type === 'contract' && random.chance(0.8)
      ? [random.pick(phrases.contract).replace('{months}', String(random.pick([3, 6, 6, 9, 12])))]
      : []),
    ...(advert.ir35 ? [random.pick(phrases.ir35[advert.ir35])] : []),
    random.pick(phrases.workplace[advert.workplace]),
  ]
  const payFirst = random.chance(0.5)
  return [
    paragraph(opening),
    ...(payFirst ? pay : []),
    paragraph(random.shuffle(phrases.purpose).slice(0, random.int(1, 2)).join(' ')),
    ...named(sectorSkills, phrases.sector).map(paragraph),
    heading(phrases.headings.duties),
    list(random.shuffle(phrases.duties).slice(0, 3)),
    heading(phrases.headings.wanted),
    list(wanted.map(startWithCapital)),
    ...(random.chance(0.06) ? [paragraph(random.pick(phrases.traps))] : []),
    heading(phrases.headings.offered),
    list(benefits),
    paragraph(terms.join(' ')),
    ...(payFirst ? [] : pay),
    paragraph(random.pick(phrases.closing)),
  ].join('')
}
