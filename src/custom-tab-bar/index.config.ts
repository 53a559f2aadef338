// The tokens and the primitives' styles are in the app's sheet, which a component reads only when it asks for it.
export default { component: true, styleIsolation: 'apply-shared' }
