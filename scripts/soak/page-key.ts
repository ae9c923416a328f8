/** What a page is known by in logs and tables alike. */
export const pageKey = (url: string, post: string | null): string => (post === null ? url : `${url} ${post}`)
