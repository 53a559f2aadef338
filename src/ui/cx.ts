/** Joins the class names, leaving out false and undefined ones. */
export const cx = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(' ')
