/** The twelve calendar hues of the design, in the order of the colour picker. */
export const hues = ['rose', 'coral', 'amber', 'olive', 'green', 'jade', 'sky', 'blue', 'indigo', 'violet', 'magenta', 'slate'] as const
export type Hue = (typeof hues)[number]
