/** `first-resonance` → `First Resonance`: the company of a board whose payload names none. A name with capitals or spaces of its own stays as it is. */
export function companyOfSlug(slug: string): string {
  if (/[A-Z ]/.test(slug)) return slug
  return slug.replace(/[-_]+/g, ' ').replace(/(^|\s)\p{Ll}/gu, letter => letter.toUpperCase())
}
