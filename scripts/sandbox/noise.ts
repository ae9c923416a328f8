import type { Draft } from './advert.ts'
import { drawCompany } from './companies.ts'
import { quotePay } from './pay.ts'
import { drawPlace } from './places.ts'
import { createRandom } from './random.ts'
import { calibration, roles } from './tables.ts'

/** Adverts that are none of IT, so that a reader has something to leave out. Vacancies are numbered from `after`. */
export function drawNoise(count: number, first: number, last: number, seed: number, after: number): Draft[] {
  const random = createRandom(seed, 'noise')
  return Array.from({ length: count }, (_, i): Draft => {
    const role = random.pick(roles.noise)
    const area = random.chance(0.3) ? 'london' : 'rest'
    const type = random.chance(0.15) ? 'contract' : 'permanent'
    const posted = random.int(first, last)
    const place = drawPlace(area, random)
    const worth = (type === 'contract' ? role.day : role.median) * Math.exp(0.12 * random.normal())
    return {
      board: random.chance(0.75) ? 'tideboard' : 'jobwire',
      token: null,
      title: random.chance(0.2) ? `${role.title} - ${place.town}` : role.title,
      titleTerms: [],
      role: null,
      seniority: null,
      skills: [],
      company: drawCompany(area, random).name,
      place,
      workplace: 'onsite',
      type,
      ir35: null,
      pay: random.chance(0.8) ? quotePay(worth, { type, role }, random) : null,
      inScope: false,
      posted,
      closed: posted + random.int(...calibration.life.open),
      vacancy: after + i + 1,
      repeat: null,
      flaw: null,
    }
  })
}
