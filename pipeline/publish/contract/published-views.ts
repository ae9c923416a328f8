/** A view of the schema `mart` that other services read; what it and its columns mean stands in their COMMENTs. */
export interface PublishedView {
  name: string
  /** Columns that make a row unique, in the order rows are read in. */
  key: readonly string[]
}

/** The contract with readers: views are only ever added, and columns only at the end of a view. */
export const publishedViews: readonly PublishedView[] = [
  {
    name: 'term_statistics',
    key: ['as_of', 'months', 'location', 'type', 'category', 'term', 'years_back'],
  },
  {
    name: 'pay_statistics',
    key: ['as_of', 'months', 'location', 'type', 'category', 'term', 'unit', 'years_back'],
  },
  {
    name: 'category_statistics',
    key: ['as_of', 'months', 'location', 'type', 'category', 'years_back'],
  },
  {
    name: 'category_pay_statistics',
    key: ['as_of', 'months', 'location', 'type', 'category', 'unit', 'years_back'],
  },
  {
    name: 'published_days',
    key: ['as_of', 'months'],
  },
  {
    name: 'window_coverage',
    key: ['as_of', 'months', 'years_back', 'source'],
  },
  {
    name: 'comparability',
    key: ['as_of', 'months', 'years_back'],
  },
  {
    name: 'skill_premiums',
    key: ['as_of', 'months', 'location', 'type', 'term', 'category', 'skill'],
  },
]
