/** Whether this phone's own cookies ask for the band, on a page that was kept before they did. */
export const bandWanted = (): boolean => /bdhvs_(?:who|hand)=/.test(document.cookie);

export const loadHolderBand = () => import('./HolderBand.svelte');
