/** Signs as they stand before or behind a figure, longest first so that `CA$` is not read as `$`. */
export const SIGNS: readonly (readonly [string, string])[] = [
  ['CAD$', 'CAD'],
  ['AUD$', 'AUD'],
  ['USD$', 'USD'],
  ['CA$', 'CAD'],
  ['AU$', 'AUD'],
  ['NZ$', 'NZD'],
  ['US$', 'USD'],
  ['HK$', 'HKD'],
  ['NT$', 'TWD'],
  ['MX$', 'MXN'],
  ['C$', 'CAD'],
  ['A$', 'AUD'],
  ['S$', 'SGD'],
  ['R$', 'BRL'],
  ['£', 'GBP'],
  ['￡', 'GBP'],
  ['₤', 'GBP'],
  ['€', 'EUR'],
  ['$', 'USD'],
  ['¥', 'JPY'],
  ['₹', 'INR'],
  ['₱', 'PHP'],
  ['₩', 'KRW'],
  ['₪', 'ILS'],
  ['₺', 'TRY'],
  ['₫', 'VND'],
  ['₴', 'UAH'],
  ['₦', 'NGN'],
  ['฿', 'THB'],
  ['zł', 'PLN'],
  ['Kč', 'CZK'],
]

const CODES = new Set(
  `GBP EUR USD CHF CAD AUD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN RSD INR PKR LKR BDT JPY CNY RMB HKD SGD TWD KRW
   AED SAR QAR KWD BHD OMR ILS TRY EGP ZAR NGN KES GHS MAD BRL MXN ARS CLP COP PEN UYU PHP THB IDR MYR VND UAH RUB
   GEL`.split(/\s+/),
)

const WORDS = new Map(
  Object.entries({
    pound: 'GBP',
    pounds: 'GBP',
    sterling: 'GBP',
    quid: 'GBP',
    stg: 'GBP',
    euro: 'EUR',
    euros: 'EUR',
    dollar: 'USD',
    dollars: 'USD',
    francs: 'CHF',
    rupees: 'INR',
    gbp: 'GBP',
    usd: 'USD',
    eur: 'EUR',
    chf: 'CHF',
    cad: 'CAD',
    aud: 'AUD',
    sgd: 'SGD',
    inr: 'INR',
    sek: 'SEK',
    nok: 'NOK',
    dkk: 'DKK',
    pln: 'PLN',
  }),
)

/** Units so small that a figure's size says nothing of its period, and millions are ordinary pay. */
const SMALL = new Set(
  `JPY KRW INR IDR VND HUF PHP PKR LKR CLP COP ARS NGN KES ISK RSD UAH RUB THB TWD CZK`.split(' '),
)

/** ISO 4217 of a word ("GBP", "euros"); codes that are English words too (TRY, RON) count in capitals only. */
export function currencyOfWord(word: string): string | null {
  if (CODES.has(word)) return word === 'RMB' ? 'CNY' : word
  return WORDS.get(word.toLowerCase()) ?? null
}

/** ISO 4217 of a source's typed currency: a code in any case, or a sign; null where it is neither. */
export function currencyOf(text: string): string | null {
  const trimmed = text.trim()
  const sign = SIGNS.find(([spelling]) => spelling === trimmed)
  if (sign) return sign[1]
  return currencyOfWord(trimmed.toUpperCase()) ?? currencyOfWord(trimmed)
}

/** Whether ordinary yearly pay in this currency runs to hundreds of thousands or millions. */
export function isSmallUnit(currency: string): boolean {
  return SMALL.has(currency)
}
