/**
 * Returns whether an area belongs to a fictional district: no division of GB/T 2260 begins with 99, so such a code is that of samples/ or of a
 * district made up to try the product out. The app marks it 演示.
 */
export const isFictional = (areaCode: string): boolean => areaCode.startsWith('99')
