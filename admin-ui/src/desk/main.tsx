// The desk: officers, heads, reviewers on a PC.
import '@/styles/parts.css';
