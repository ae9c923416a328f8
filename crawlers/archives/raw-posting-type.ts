/** Content type of a raw posting that came by itself, as JSON: it stands for a response. */
export const RAW_POSTING_TYPE = 'application/vnd.jobtide.raw-posting+json'
