export const callChannel = 'parley:call'
export const changeChannel = 'parley:change'
export const networkChannel = 'parley:network'
