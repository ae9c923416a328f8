import { posix } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  comparisonPath,
  guidePath,
  indexPath,
  pagePath,
  positionsPath,
  relativeAddress,
  slug,
} from '../../../pipeline/publish/paths.ts'

describe('slug', () => {
  it.each([
    ['Backend Developer', 'backend-developer'],
    ['UK excluding London', 'uk-excluding-london'],
    ['C', 'c'],
    ['C#', 'c_sharp'],
    ['C++', 'c_plus_plus'],
    ['.NET', '_dotnet'],
    ['.NET Core', '_dotnet-core'],
    ['Node.js', 'node_dotjs'],
    ['T-SQL', 't__sql'],
    ['CI/CD', 'ci_slashcd'],
    ["Master's Degree", 'master_x27_s-degree'],
    ['../../etc', '_dot_dot_slash_dot_dot_slashetc'],
    ['<script>', '_x3c_script_x3e_'],
    ['Index', '_index'],
  ])('%s becomes %s', (name, expected) => {
    expect(slug(name)).toBe(expected)
  })

  it('is safe in a file name and an address, and shared only by names that differ in case and spacing', () => {
    const piece = fc.constantFrom(
      'c',
      'C',
      'net',
      'sharp',
      'plus',
      'dot',
      'x',
      '2b',
      '#',
      '+',
      '.',
      '-',
      '_',
      ' ',
      '/',
      'é',
    )
    const name = fc.array(piece, { minLength: 1, maxLength: 5 }).map(pieces => pieces.join(''))
    const folded = (text: string) => text.trim().toLowerCase().split(/\s+/).join(' ')
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(slug(a)).toMatch(/^[a-z0-9_-]*$/)
        expect(slug(a) === slug(b)).toBe(folded(a) === folded(b))
      }),
    )
  })
})

describe('paths', () => {
  it('put a term, its index and the home page where links expect them', () => {
    const key = { term: 'Backend Developer', location: 'London', type: 'permanent', months: 6 } as const
    expect(pagePath(key)).toBe('permanent/london/backend-developer.html')
    expect(indexPath(key)).toBe('permanent/london/index.html')
    expect(pagePath({ ...key, term: 'Index' })).not.toBe(indexPath(key))
    expect(pagePath({ ...key, months: 3 })).toBe('3-months/permanent/london/backend-developer.html')
    expect(indexPath({ ...key, months: 3 })).toBe('3-months/permanent/london/index.html')
    expect(guidePath(key)).toBe('guides/london/backend-developer.html')
    expect(positionsPath(key)).toBe('positions/london/backend-developer.html')
  })

  it('tell comparisons apart, whatever the names hold', () => {
    const terms = (...pair: [string, string]) => comparisonPath({ of: 'terms', location: 'London', pair })
    expect(terms('Java Developer', 'C# Developer')).toBe(
      'compare/terms/london/java-developer--c_sharp-developer.html',
    )
    expect(comparisonPath({ of: 'places', term: '.NET', pair: ['UK', 'London'] })).toBe(
      'compare/places/_dotnet/uk--london.html',
    )
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '-', ' ', '--', 'b'), { minLength: 1 }), pieces => {
        expect(slug(pieces.join(''))).not.toContain('--')
      }),
    )
  })

  it.each([
    ['permanent/london/python.html', 'permanent/london/index.html', 'index.html'],
    ['permanent/london/python.html', 'permanent/uk/python.html', '../uk/python.html'],
    ['permanent/london/python.html', 'contract/london/python.html', '../../contract/london/python.html'],
    ['permanent/london/python.html', 'index.html', '../../index.html'],
    ['index.html', 'permanent/uk/index.html', 'permanent/uk/index.html'],
  ])('from %s to %s', (from, to, expected) => {
    expect(relativeAddress(from, to)).toBe(expected)
    expect(posix.join(posix.dirname(from), expected)).toBe(to)
  })
})
