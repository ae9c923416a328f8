/** PostgreSQL cannot be reached or started; the message says where and what to do. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}
