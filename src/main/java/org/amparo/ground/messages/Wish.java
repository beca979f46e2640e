package org.amparo.ground.messages;
/** x */
public enum Wish {
    STOP
}
