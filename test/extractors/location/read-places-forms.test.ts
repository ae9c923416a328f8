import { describe, expect, test } from 'vitest'
import { readPlaces } from '../../../extractors/location/read-places.ts'

const read = (...texts: string[]) => readPlaces(texts, { title: '', text: '' })
const show = ({ places }: ReturnType<typeof readPlaces>): string[] =>
  places.map(({ name, path }) => (path[0] === 'UK' ? name : path.join(' > ')))

/** Location text, UK places by name and others by path, region. */
const forms: [string, string[], string | null][] = [
  // The quarter or village of an address bears the name of a town elsewhere.
  ['Stanley, Liverpool, Merseyside, North West England, UK', ['Liverpool'], 'North West'],
  ['Weston, Runcorn, Cheshire', ['Runcorn'], 'North West'],
  ['Stonehouse, Larkhall', ['Larkhall'], 'Scotland'],
  ['Bromley, Bridgnorth', ['Bridgnorth'], 'West Midlands'],
  ['Melton Constable', [], null],
  ['Bolton by Bowland, Clitheroe', ['Clitheroe'], 'North West'],
  ['White Waltham, Maidenhead', ['Maidenhead'], 'South East'],
  ['Windsor Unit, Milton Keynes, MK3 6EN', ['Milton Keynes'], 'South East'],
  ['Wellington Barracks, London SW1E 6HQ', ['Westminster'], 'London'],
  ['Stevenage, B2 5QJ', ['Stevenage'], 'East of England'],
  // Near a town, in brackets, lists.
  ['Reading (London)', ['Reading'], 'South East'],
  ['London or Manchester', ['London', 'Manchester'], 'London'],
  ['London/Manchester/Leeds', ['London', 'Manchester', 'Leeds'], 'London'],
  ['London, Bristol UK, Dublin', ['London', 'Bristol', 'Ireland > Dublin'], 'London'],
  ['Leeds or Reading', ['Leeds', 'Reading'], 'Yorkshire'],
  ['Banbury Hospital', ['Banbury'], 'South East'],
  // Words that are places in place fields.
  ['Bath', ['Bath'], 'South West'],
  ['Deal', ['Deal'], 'South East'],
  ['Ware', ['Ware'], 'East of England'],
  ['Street', ['Street'], 'South West'],
  ['Beer, Devon', ['Beer'], 'South West'],
  ['Rugby', ['Rugby'], 'West Midlands'],
  ['Sandwich', ['Sandwich'], 'South East'],
  ['Wells', ['Wells'], 'South West'],
  // One name, several towns of the UK.
  ['Newcastle upon Tyne', ['Newcastle upon Tyne'], 'North East'],
  ['Newcastle under Lyme', ['Newcastle-under-Lyme'], 'West Midlands'],
  ['Newcastle, County Down', ['Newcastle (County Down)'], 'Northern Ireland'],
  ['St Ives, Cornwall', ['St Ives'], 'South West'],
  ['St Ives, Cambridgeshire', ['St Ives (Cambridgeshire)'], 'East of England'],
  ['Ashford, Kent', ['Ashford'], 'South East'],
  ['Staines, Middlesex', ['Staines-upon-Thames'], 'South East'],
  ['Brighton, London', ['Brighton', 'London'], 'South East'],
  ['Whitchurch, Shropshire', ['Whitchurch (Shropshire)'], 'West Midlands'],
  ['Whitchurch, Cardiff', ['Whitchurch (Cardiff)'], 'Wales'],
  ['Gillingham, Dorset', ['Gillingham (Dorset)'], 'South West'],
  ['Perth', ['Perth'], 'Scotland'],
  ['Halifax', ['Halifax'], 'Yorkshire'],
  ['Barnet, Hertfordshire', ['Barnet'], 'London'],
  ['Sidcup, Kent', ['Sidcup'], 'London'],
  ['Upminster, Essex', ['Upminster'], 'London'],
  ['Middlesbrough, North Yorkshire', ['Middlesbrough'], 'North East'],
  // Names that towns abroad share.
  ['Newcastle, NSW', ['Australia > New South Wales > Newcastle (New South Wales)'], null],
  ['Durham, NC', ['USA > North Carolina > Durham (North Carolina)'], null],
  ['Reading, PA', ['USA > Pennsylvania > Reading (Pennsylvania)'], null],
  ['Lincoln, NE', ['USA > Nebraska > Lincoln (Nebraska)'], null],
  ['Bristol, CT', ['USA > Connecticut > Bristol (Connecticut)'], null],
  ['Manchester, CT', ['USA > Connecticut > Manchester (Connecticut)'], null],
  ['Manchester, NH', ['USA > New Hampshire > Manchester (New Hampshire)'], null],
  ['Dublin, OH', ['USA > Ohio > Dublin (Ohio)'], null],
  ['Dublin, California', ['USA > California > Dublin (California)'], null],
  ['Paris, TX', ['USA > Texas > Paris (Texas)'], null],
  ['Athens, GA', ['USA > Georgia (USA) > Athens (Georgia)'], null],
  ['Vancouver, WA', ['USA > Washington State > Vancouver (Washington State)'], null],
  ['Portland, ME', ['USA > Maine > Portland (Maine)'], null],
  ['Hampshire, Illinois, United States', ['USA > Illinois > Hampshire (Illinois)'], null],
  ['Glasgow, Kentucky', ['USA > Kentucky > Glasgow (Kentucky)'], null],
  ['Hamilton, ON', ['Canada > Ontario > Hamilton (Ontario)'], null],
  ['Wellington, New Zealand', ['New Zealand > Wellington'], null],
  ['Wellington, Somerset', ['Wellington (Somerset)'], 'South West'],
  ['Dublin', ['Ireland > Dublin'], null],
  // Towns that only GeoNames lists.
  ['Owosso, Michigan', ['USA > Michigan > Owosso'], null],
  ['Elgin, Illinois', ['USA > Illinois > Elgin (Illinois)'], null],
  ['Kaiserslautern, Germany', ['Germany > Kaiserslautern'], null],
  ['Reykjanesbaer, Iceland', ['Iceland > Reykjanesbær'], null],
  ['Bracebridge, ON, Canada', ['Canada > Ontario > Bracebridge'], null],
  ['Zwickau', ['Germany > Zwickau'], null],
  // Springfield lies in twenty states.
  ['Springfield', [], null],
  ['Springfield, USA', ['USA'], null],
  ['Springfield, MA', ['USA > Massachusetts > Springfield (Massachusetts)'], null],
  // Areas of the world beside one of their countries.
  ['Remote - EMEA', ['EMEA'], null],
  ['Remote (EMEA), Germany', ['Germany'], null],
  ['Remote - Europe, London', ['London'], 'London'],
  ['Bangalore', ['India > Bengaluru'], null],
  ['München', ['Germany > Munich'], null],
  ['Köln, Deutschland', ['Germany > Cologne'], null],
  ['SF and NYC', ['USA > California > San Francisco', 'USA > New York State > New York City'], null],
  [
    'SF / LA / NYC',
    [
      'USA > California > San Francisco',
      'USA > California > Los Angeles',
      'USA > New York State > New York City',
    ],
    null,
  ],
]

describe('forms of location fields', () => {
  test.each(forms)('%s', (text, names, region) => {
    const found = read(text)
    expect({ names: show(found), region: found.region }).toEqual({ names, region })
  })

  test('the country of the other places decides an unlisted name', () => {
    expect(show(read('Florence, Alabama', 'Enterprise'))).toEqual(['USA > Alabama > Florence (Alabama)'])
    expect(show(read('Berlin', 'Zwickau'))).toEqual(['Germany > Berlin', 'Germany > Zwickau'])
  })

  test('without the rest of an advert, names that the taxonomy does not list are not looked up', () => {
    expect(readPlaces(['Zwickau']).places).toEqual([])
    expect(readPlaces(['Owosso, Michigan']).places.map(({ name }) => name)).toEqual(['Michigan'])
  })

  test('names of places are unique over the taxonomy and GeoNames', () => {
    const paths = new Map<string, string>()
    const texts = forms.map(([text]) => text)
    for (const { name, path } of texts.flatMap(text => read(text).places)) {
      expect(paths.get(name) ?? path.join()).toBe(path.join())
      paths.set(name, path.join())
    }
  })
})
