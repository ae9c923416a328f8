import { expect, test } from 'vitest'
import { readLanguage } from '../../extractors/language.ts'

test.each([
  ['en', 'We are looking for a developer who will work with our team on the platform and its services.'],
  [
    'de',
    'Wir suchen für unser Team eine Entwicklerin oder einen Entwickler, die mit uns die Plattform und Dienste bauen.',
  ],
  [
    'fr',
    'Nous cherchons une développeuse pour notre équipe, qui travaille avec nous sur la plateforme et les services.',
  ],
  [
    'es',
    'Buscamos una persona para nuestro equipo que trabaje con nosotros en la plataforma y los servicios.',
  ],
  [
    'it',
    'Cerchiamo una persona per il nostro gruppo che lavori con noi sulla piattaforma e i servizi della rete.',
  ],
  [
    'nl',
    'Wij zoeken een ontwikkelaar voor ons team die met ons aan het platform werkt en ook de diensten bouwt.',
  ],
  [
    'pt',
    'Você vai trabalhar com uma equipe que não tem medo, para os serviços do nosso sistema e da plataforma.',
  ],
  [
    'pl',
    'Szukamy osoby do zespołu, która będzie pracować z nami oraz jest gotowa na zmiany w naszym systemie lub dla klienta.',
  ],
  [
    'sv',
    'Vi söker en utvecklare som är van att arbeta med våra tjänster och har lätt för att lära sig det du inte kan.',
  ],
  ['ja', '開発者を募集しています。チームで働きます。'],
  ['ru', 'Мы ищем разработчика в нашу команду'],
  ['en', ''],
  ['en', 'Java, SQL, AWS'],
])('%s: %s', (language, text) => {
  expect(readLanguage(text)).toBe(language)
})
