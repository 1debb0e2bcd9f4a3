// The phone: officers in the field, heads approving.
import '@/styles/parts.css';
import '@/styles/phone.css';
