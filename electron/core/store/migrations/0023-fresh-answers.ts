/** How long a freebusy URL says its answer holds (FBU-24). */
export const freshAnswers = `
ALTER TABLE busyAnswer ADD COLUMN freshUntilUtc INTEGER;
`
