/** Seconds of silence after which a process of the fleet counts as dead. */
export const silence = 60
