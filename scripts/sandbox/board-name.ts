/** A company's name as platforms have it in addresses: `Harrow and Wharf` is `harrow-and-wharf`. */
export const boardName = (company: string): string =>
  company
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
