/** When the people of a plan were asked last. */
export const planAsked = `
ALTER TABLE planWatch ADD COLUMN askedAtUtc INTEGER;
`
