export { default as CredentialCard } from './ui/CredentialCard.svelte';
export { default as CredentialPage } from './ui/CredentialPage.svelte';
export { default as MyCredentials } from './ui/MyCredentials.svelte';
export { default as RevokeForm } from './ui/RevokeForm.svelte';
export { default as Verification } from './ui/Verification.svelte';
export { default as VerifyDocument } from './ui/VerifyDocument.svelte';
export { default as VerifyForm } from './ui/VerifyForm.svelte';
export { messages as credentialsMessages } from './ui/words.ts';
