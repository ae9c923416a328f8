/** Frequent function words by language (ISO 639-1); each list holds words that are rare in the others. */
const WORDS: Record<string, string> = {
  en: 'the and of to with for you our are is will we your this that have as be or on who from their an at by can about it if us',
  de: 'und der die das mit für wir sie ein eine einen einer bei von zu den dem im ist auf du oder sowie nicht auch werden unser unsere deine ihre als zur zum sind',
  fr: 'et le la les des vous nous pour une un dans du au aux avec sur est sont votre vos notre nos en par qui que ce cette ou être plus',
  es: 'y el la los las de con para una un en del por que tu se es nuestro nuestra como más al tus sus está son experiencia buscamos',
  it: 'e il di la che per con le una un del della dei nel nella sono gli alla ai come anche si lavoro nostro nostra delle',
  nl: 'en de het een van je voor met op zijn bij wij ons onze als aan jij ook dat naar niet te er heb werk jouw binnen',
  pt: 'e o a os as de com para uma um em do da dos das que você nós por no na ao como mais seu sua experiência não são',
  pl: 'i w na z do się oraz dla jest nie od po za przez lub są o jako czy nasz naszym pracy ze będzie',
  sv: 'och att i en som det på är av för med till du vi har den ett om eller hos våra dig kommer inom samt',
  da: 'og at i en som det på er af for med til du vi har den et om eller hos vores dig kan inden samt dine',
  nb: 'og å i en som det på er av for med til du vi har den et om eller hos våre deg kan innen samt ikke',
  fi: 'ja on tai että sekä ovat se kanssa työ sinulla olet meillä me voit joka kun myös ei',
  cs: 'a v na se je pro s do z že jako nebo vás nás máte práce ve po které od si',
  ro: 'și de la în cu pentru o un pe din care este sau ale mai ca să sunt',
  hu: 'és a az hogy nem egy is vagy mint van lesz számára munka',
  tr: 've bir için ile bu olarak veya olan en da de çok',
}

const LANGUAGES = Object.keys(WORDS)
const languagesOf = new Map<string, number[]>()
for (const [index, language] of LANGUAGES.entries()) {
  for (const word of new Set((WORDS[language] ?? '').split(' ')))
    languagesOf.set(word, [...(languagesOf.get(word) ?? []), index])
}

const SCRIPTS: [string, RegExp][] = [
  ['ja', /[\u3040-\u30ff]/g],
  ['ko', /[\uac00-\ud7af]/g],
  ['zh', /[\u4e00-\u9fff]/g],
  ['uk', /[іїєґ]/gi],
  ['ru', /[\u0400-\u04ff]/g],
  ['el', /[\u0370-\u03ff]/g],
  ['he', /[\u0590-\u05ff]/g],
  ['ar', /[\u0600-\u06ff]/g],
  ['th', /[\u0e00-\u0e7f]/g],
]
/** A letter of any of the scripts above. */
const OTHER_SCRIPT = /[\u0370-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/

/** Characters read. */
const LONGEST = 2000
/**
 * Where as large a share of the first characters' words are English function words, the text is English: those of
 * other languages that look like English ones ("in", "an", "will") make up a tenth at most.
 */
const FIRST = 400
const PLAINLY = 0.25
const ENOUGH_WORDS = 40

const WORD = /\p{L}+/gu
/** Parts English words; those of other languages it may part once more, which makes them no more English. */
const NO_SMALL_LETTER = /[^a-z]+/
const englishWords = new Set((WORDS.en ?? '').split(' '))

/**
 * The language of a text, ISO 639-1: `en` where its beginning plainly is, else by the function words (or the script) of
 * its first 2,000 characters; `en` too where the text is too short or too mixed to tell.
 */
export function readLanguage(text: string): string {
  if (isPlainEnglish(text.slice(0, FIRST))) return 'en'
  const sample = text.slice(0, LONGEST)
  return (OTHER_SCRIPT.test(sample) ? scriptOf(sample) : null) ?? decide(countWords(sample))
}

function isPlainEnglish(sample: string): boolean {
  const words = sample.toLowerCase().split(NO_SMALL_LETTER)
  let english = 0
  for (const word of words) if (englishWords.has(word)) english++
  return words.length >= ENOUGH_WORDS && english >= words.length * PLAINLY
}

interface WordCount {
  english: number
  /** The other language with most function words, how many they are, and how many different ones. */
  other: string
  most: number
  different: number
}

const decide = ({ english, other, most, different }: WordCount): string =>
  different >= 4 && most > english * 1.5 ? other : 'en'

function countWords(sample: string): WordCount {
  const hits = new Array<number>(LANGUAGES.length).fill(0)
  const seen: Set<string>[] = LANGUAGES.map(() => new Set())
  for (const word of sample.toLowerCase().match(WORD) ?? []) {
    for (const index of languagesOf.get(word) ?? []) {
      hits[index]!++
      if (word.length > 1) seen[index]!.add(word)
    }
  }
  let best = 1
  for (let index = 2; index < hits.length; index++) if (hits[index]! > hits[best]!) best = index
  return { english: hits[0]!, other: LANGUAGES[best]!, most: hits[best]!, different: seen[best]!.size }
}

function scriptOf(sample: string): string | null {
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  for (const [language, letter] of SCRIPTS) {
    const found = sample.match(letter)?.length ?? 0
    // A few characters suffice for the scripts that a language shares with a larger one (kana, Ukrainian letters).
    if (found > letters * (language === 'ja' || language === 'uk' ? 0.03 : 0.3)) return language
  }
  return null
}
