package org.amparo.prepare.doors;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;
import org.amparo.prepare.doors.pages.EnrolmentPage;

/** A link as a picture that a tablet's camera reads. */
final class QrCode {
    private QrCode() {}

    /** One unit square for each dark module, within the quiet margin that the standard asks for. */
    static EnrolmentPage.Picture of(String text) {
        try {
            var hints = Map.of(EncodeHintType.MARGIN, 4, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);
            var matrix = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints);
            var path = new StringBuilder();
            for (var y = 0; y < matrix.getHeight(); y++)
                for (var x = 0; x < matrix.getWidth(); x++)
                    if (matrix.get(x, y))
                        path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
            return new EnrolmentPage.Picture(matrix.getWidth(), path.toString());
        } catch (WriterException e) {
            throw new IllegalStateException(e);
        }
    }
}
