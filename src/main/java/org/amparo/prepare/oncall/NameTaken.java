package org.amparo.prepare.oncall;

/** Another schedule or policy of the organization is called so; nothing was kept. The form says it at its field. */
final class NameTaken extends RuntimeException {
    NameTaken() {
        super(null, null, false, false);
    }
}
