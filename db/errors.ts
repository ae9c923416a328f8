/** PostgreSQL cannot be reached or started; the message says where and what to do. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}

/** A run that its process thinks it is at was closed by another one. */
export class RunClosed extends Error {
  override name = 'RunClosed'
}
