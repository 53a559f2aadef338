/** Joins the class names that hold. */
export const cx = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(' ')
