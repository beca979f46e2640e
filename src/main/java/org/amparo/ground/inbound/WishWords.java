package org.amparo.ground.inbound;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words of which a wish is made, by language. In each block: {@code end} ends by itself; {@code not} ends together
 * with {@code message} or {@code begin}; {@code fill} says nothing; {@code else} is what looks like a wish and is none.
 * Commas part the entries; an entry of several words goes before its single words.
 */
final class WishWords {
    enum Role {
        END,
        NOT,
        MESSAGE,
        BEGIN,
        HELP,
        FILL,
        SOMETHING_ELSE
    }

    record Known(Role role, int words) {}

    /** What carriers make people used to, in whatever language the rest is written. */
    private static final String EVERYWHERE = """
            end: stop, stopp, stop all, stopall, unsubscribe, cancel, quit, optout, opt out
            begin: start, unstop, subscribe
            help: help, info
            message: sms
            fill: please, pls, plz, thanks, thank you, ok, okay, amparo
            """;

    /** Some of these words mean something in two languages; each block is read by itself. */
    static final List<Vocabulary> LANGUAGES = List.of(
            language("en", """
                    end: end, revoke, remove, delete, cease, halt, enough, no more, take me off, leave me alone, wrong number, unsuscribe, unsubcribe, unsub, go away
                    not: no, not, dont, do not, never, don t
                    message: text, texts, texting, message, messages, messaging, msg, msgs, send, sending, alerts, notifications, contact, contacting, bother, bothering, spam, spamming, write, writing, to get, to receive
                    begin: resume, sign me up, subscribe me, resubscribe, opt in, optin
                    fill: me, my, us, this, that, it, these, those, the, a, an, all, any, more, anymore, of, off, to, from, i, im, am, want, wanna, would, like, id, need, you, can, could, will, just, so, many, already, now, right, away, immediately, number, phone, list, and, for, your, our, again, ever, kindly, hi, hello, hey, asking, s
                    else: can not, cannot
                    """),
            language("es", """
                    end: alto, para, parar, pare, paren, deten, detener, detenga, detengan, basta, ya basta, baja, cancelar, cancela, cancele, cancelen, terminar, fin, salir, desuscribir, desuscribirme, desuscribirse, quitenme, quiteme, quitame, quitar, borrame, borrenme, eliminenme, eliminame, eliminar, dejen de, deja de, deje de, no mas, ya no, numero equivocado, suspender, suspendan
                    not: no, nunca, jamas
                    message: mensaje, mensajes, mensajito, mensajitos, texto, textos, alertas, avisos, notificaciones, enviar, enviarme, envien, envienme, envies, envie, enviando, mandar, mandarme, manden, mandenme, mandes, mande, mandando, mandarnos, escriban, escribanme, escribas, escribir, escribirme, recibir, recibirlos, molestar, molesten, moleste, molestes
                    begin: inicio, iniciar, comenzar, empezar, alta, activar, reanudar, suscribir, suscribirme, suscribanme, suscribeme, apuntenme, apuntame
                    help: ayuda, ayudame, ayudenme, informacion
                    fill: por favor, porfavor, porfa, favor, gracias, ya, me, mi, mis, nos, de, del, a, al, la, el, los, las, lo, un, una, mas, quiero, quisiera, deseo, necesito, usted, ustedes, este, estos, esta, estas, esto, eso, esos, todo, todos, todas, numero, lista, telefono, hola, que, se, y, su, sus, tantos, tanto, suscripcion, dar, darme, darse, dame, den, denme, quiten, quite, borren
                    else: para mi, para ti, para la, para el, para los, para las, para que, para su, para un, para una, para de la, para todos, alto a la
                    """),
            language("zh", """
                    end: 停止, 停, 退订, 退訂, 取消, 取消订阅, 取消訂閱, 结束, 結束, 退出, 停用, td, 停止订阅, 停止訂閱
                    not: 不要, 不想, 别, 別, 不, 勿, 请勿, 請勿
                    message: 短信, 簡訊, 短訊, 信息, 訊息, 消息, 通知, 发, 發, 发送, 發送, 接收, 收
                    begin: 开始, 開始, 订阅, 訂閱, 恢复, 恢復
                    help: 帮助, 幫助, 帮忙, 幫忙
                    fill: 请, 請, 麻烦, 麻煩, 我, 给, 給, 再, 了, 的, 谢谢, 謝謝, 这些, 這些, 吧, 想, 要, 你们, 你們, 你, 您
                    """),
            language("vi", """
                    end: dừng, ngừng, dung, ngung, dừng lại, dung lai, ngừng lại, hủy, huỷ, huy, hủy đăng ký, huỷ đăng ký, huy dang ky, chấm dứt, cham dut, kết thúc, ket thuc, hủy bỏ, dung gui, ngung gui
                    not: không, khong, đừng
                    message: gửi, gui, nhắn, nhan, tin nhắn, tin nhan, tin, thông báo, thong bao, nhận, nhắn tin, nhan tin
                    begin: bắt đầu, bat dau, đăng ký, dang ky, tiếp tục, tiep tuc
                    help: trợ giúp, tro giup, giúp đỡ, giup do, giúp, giup
                    fill: xin, vui lòng, vui long, làm ơn, lam on, tôi, toi, cho, nữa, nua, muốn, muon, thêm, them, các, cac, những, nhung, này, nay, cảm ơn, cam on, ạ, hãy, hay
                    """),
            language("ar", """
                    end: توقف, توقفوا, قف, أوقف, اوقفوا, أوقفوا, إيقاف, إلغاء, ألغ, ألغي, إلغاء الاشتراك, إنهاء, كفى, كفاية, وقف, وقفوا
                    not: لا
                    message: رسائل, الرسائل, رسالة, رسائلكم, ترسلوا, ترسل, ترسلي, إرسال, تبعث, تبعثوا, تلقي, استلام
                    begin: ابدأ, ابدؤوا, اشترك, بدء, الاشتراك, اشتراك
                    help: مساعدة, المساعدة, ساعدوني, ساعدني
                    fill: من, فضلك, فضلكم, رجاء, الرجاء, شكرا, أريد, لي, إلي, هذه, المزيد, بعد, الآن, أي, عن
                    """),
            language("tl", """
                    end: itigil, tigil, ihinto, hinto, huminto, tama na, kanselahin, alisin, ayoko na, ayaw ko na
                    not: huwag, wag, ayoko, ayaw, hindi
                    message: mensahe, text, mag text, magtext, i text, magpadala, padala, padalhan, ipadala, magmensahe
                    begin: simulan, magsimula, mag subscribe
                    help: tulong, tulungan
                    fill: na, ng, ang, mga, po, pakiusap, paki, lang, ako, sa, akin, ko, niyo, ninyo, nyo, nang, iyan, yan, ito, salamat, kayo, mo, gusto, pag, pagpapadala
                    """),
            language("ko", """
                    end: 중지, 정지, 그만, 그만해, 그만해요, 그만하세요, 취소, 해지, 수신 거부, 수신거부, 구독 취소, 구독취소, 중단, 중단해주세요, 중지해주세요, 취소해주세요, 멈춰, 멈춰주세요, 종료, 탈퇴
                    not: 마세요, 말아주세요, 마십시오, 싫어요
                    message: 보내지, 보내세요, 메시지, 메시지를, 메세지, 메세지를, 문자, 문자를, 알림, 알림을
                    begin: 시작, 시작해주세요, 재개, 구독
                    help: 도움, 도움말, 도와주세요, 도와줘
                    fill: 제발, 부탁합니다, 부탁드립니다, 좀, 더, 이상, 더이상, 이제, 저에게, 저한테, 나한테, 주세요, 해, 해요, 해주세요, 감사합니다
                    else: 중지 마세요, 중단 마세요, 취소 마세요
                    """),
            language("ht", """
                    end: sispann, kanpe, rete, anile, ase, se ase, retire m, retire mwen
                    not: pa, pa janm
                    message: mesaj, tèks, teks, voye, ekri, alèt, alet, vle resevwa
                    begin: kòmanse, komanse, abòne, abone, enskri
                    help: èd, ed, ede
                    fill: tanpri, silvouplè, silvouple, souple, mwen, m, ban, yo, ankò, anko, vle, ou, nou, mèsi, mesi, plis, lis, nimewo, la, sa, a, nan
                    """),
            language("ru", """
                    end: стоп, остановить, остановите, остановитесь, прекратить, прекратите, хватит, отписаться, отписать, отпишите, отписка, отмена, отменить, отмените, перестаньте, удалите, удалить, отказ
                    not: не, нет
                    message: сообщения, сообщений, сообщение, смс, присылать, присылайте, присылай, шлите, слать, пишите, писать, отправлять, отправляйте, рассылка, рассылку, рассылки, уведомления, уведомлений, получать
                    begin: старт, начать, подписаться, подпишите, возобновить
                    help: помощь, помогите, справка, инфо, информация
                    fill: пожалуйста, меня, мне, мой, номер, больше, это, эти, эту, ваши, ваших, вашу, вашей, из, от, я, хочу, спасибо, все, списка, прошу
                    """),
            language("uk", """
                    end: стоп, зупинити, зупиніть, припинити, припиніть, досить, годі, відписатися, відписатись, відпишіть, відписка, скасувати, скасуйте, скасування, перестаньте, видаліть, відмова
                    not: не, ні
                    message: повідомлення, повідомлень, смс, надсилати, надсилайте, надсилай, присилати, присилайте, шліть, пишіть, писати, розсилка, розсилку, отримувати, сповіщення, сповіщень
                    begin: старт, почати, підписатися, підписатись, відновити
                    help: допомога, допоможіть, довідка, інфо, інформація
                    fill: будь, ласка, мене, мені, мій, номер, більше, це, ці, я, хочу, дякую, все, всі, зі, із, списку, прошу
                    """),
            language("fr", """
                    end: arret, arreter, arretez, arrete, desabonner, desabonnez, desinscrire, desinscription, desabonnement, annuler, annulez, fin, cesser, cessez, resilier, retirez, assez, mauvais numero
                    not: pas, plus, jamais
                    message: message, messages, texto, textos, envoyez, envoyer, envoie, alertes, ecrivez, ecrire, recevoir, contacter, contactez, notifications
                    begin: commencer, commencez, demarrer, inscrire, inscrivez, abonner, reprendre
                    help: aide, aidez, infos, information
                    fill: s il vous plait, s il te plait, sil vous plait, svp, stp, merci, moi, me, m, n, ne, de, d, des, les, le, la, l, mes, mon, vous, je, veux, voudrais, souhaite, ces, ce, cette, numero, liste, tout, tous, bonjour, en, vos
                    else: arretez pas, arrete pas, arreter pas, cessez pas, annulez pas, desabonnez pas, retirez pas, arretez jamais
                    """),
            language("pt", """
                    end: pare, parar, parem, para, cancelar, cancele, cancelem, sair, encerrar, encerre, chega, basta, descadastrar, descadastre, descadastrem, me tire, me tirem, remover, remova, removam, numero errado, fim
                    not: nao, nunca, jamais
                    message: mensagem, mensagens, textos, enviar, envie, enviem, mande, mandem, mandar, mandando, enviando, alertas, avisos, receber, escrevam, escrever
                    begin: comecar, inicio, iniciar, assinar, inscrever, cadastrar
                    help: ajuda, ajude, ajudem, informacao, informacoes
                    fill: por favor, me, de, da, do, a, o, as, os, mais, quero, queria, obrigado, obrigada, essa, essas, esse, esses, este, estes, meu, minha, mim, numero, lista, todas, todos, eu, ja, que, isso, voces
                    else: para mim, para o, para a, para os, para as, para que, para todos, para todas
                    """),
            language("so", """
                    end: jooji, joojiya, iska jooji, ka bax, tirtir, dhammee, iga jooji
                    not: ha, ma rabo, maya
                    message: fariin, fariimo, fariimaha, farriin, farriimo, farriimaha, dirin, dirina, dirinina, qoraal, qoraallo
                    begin: bilow, billow, bilaw
                    help: caawi, caawimo, caawimaad, i caawi
                    fill: fadlan, ii, iga, soo, mahadsanid, mar, dambe, dib, ku, igu, aan, noo
                    """),
            language("pa", """
                    end: ਬੰਦ, ਰੋਕੋ, ਰੁਕੋ, ਰੱਦ, ਹਟਾਓ
                    not: ਨਾ, ਨਹੀਂ, ਨਹੀ, ਮਤ
                    message: ਸੁਨੇਹਾ, ਸੁਨੇਹੇ, ਮੈਸੇਜ, ਭੇਜੋ, ਭੇਜਣਾ, ਭੇਜਣੇ
                    begin: ਸ਼ੁਰੂ, ਚਾਲੂ
                    help: ਮਦਦ, ਸਹਾਇਤਾ, ਜਾਣਕਾਰੀ
                    fill: ਕਿਰਪਾ, ਕਰਕੇ, ਮੈਨੂੰ, ਹੋਰ, ਹੁਣ, ਇਹ, ਕਰੋ, ਕਰ, ਦਿਓ, ਧੰਨਵਾਦ, ਮੇਰਾ, ਨੰਬਰ
                    else: ਬੰਦ ਨਾ, ਬੰਦ ਮਤ, ਬੰਦ ਨਹੀਂ
                    """),
            language("am", """
                    end: አቁም, አቁሙ, አቁሚ, ይቁም, አቋርጥ, ሰርዝ, ይብቃ, በቃ, አትላኩ, አትላኩልኝ, አትላክልኝ, አልፈልግም
                    message: መልእክት, መልዕክት, መልእክቶች, መላክ
                    begin: ጀምር, ጀምሩ, ይጀምር
                    help: እርዳታ, እርዱኝ, እርዳኝ, መረጃ
                    fill: እባክዎ, እባክህ, እባክሽ, እባካችሁ, አመሰግናለሁ
                    """),
            language("hi", """
                    end: रोको, रोकें, रोकिए, रुको, रुकें, रुकिए, बंद, बन्द, रद्द, समाप्त, हटाओ, हटाएं, band karo, band kar do, bandh karo, roko
                    not: मत, नहीं, न, ना, mat
                    message: संदेश, संदेशों, मैसेज, मेसेज, एसएमएस, भेजो, भेजें, भेजिए, भेजना, bhejo, bhejna, message, messages, msg
                    begin: शुरू, आरंभ, चालू, shuru
                    help: मदद, सहायता, जानकारी, madad
                    fill: कृपया, प्लीज, मुझे, मेरा, मेरे, को, और, अब, ये, यह, इन, करो, करें, कीजिए, कर, दो, दें, दीजिए, धन्यवाद, चाहिए, नंबर, सब, सभी, mujhe, kripya, aur, ab, karo
                    else: बंद मत, बंद न, बंद ना, बन्द मत
                    """),
            language("bn", """
                    end: বন্ধ, থামুন, থামান, থামাও, থামো, বাতিল
                    not: না
                    message: বার্তা, মেসেজ, এসএমএস, পাঠাবেন, পাঠিও, পাঠানো, পাঠাবে
                    begin: শুরু, চালু
                    help: সাহায্য, সহায়তা, তথ্য
                    fill: দয়া, করে, অনুগ্রহ, আমাকে, আমার, আর, করুন, করো, এই, এসব, ধন্যবাদ, চাই, নম্বর
                    """),
            language("pl", """
                    end: zatrzymaj, zatrzymac, przestan, przestancie, wypisz, wypiszcie, rezygnuje, rezygnacja, anuluj, anulowac, koniec, dosc, wystarczy, usun, usuncie, zakoncz
                    not: nie
                    message: wiadomosci, wiadomosc, smsy, smsow, wysylajcie, wysylaj, wysylac, wysylania, piszcie, pisz, pisac, powiadomien, powiadomienia, otrzymywac, dostawac
                    begin: zacznij, zacznijcie, zapisz, zapiszcie, wznow, subskrybuj
                    help: pomoc, pomocy, pomozcie, informacja
                    fill: prosze, mnie, mi, moj, numer, juz, wiecej, do, tych, te, z, ze, listy, chce, dziekuje, wszystkie
                    """));

    private WishWords() {}

    private static Vocabulary language(String code, String block) {
        var entries = new EnumMap<Role, List<String>>(Role.class);
        for (var line : (EVERYWHERE + block).split("\n", -1)) {
            if (line.isBlank()) continue;
            int colon = line.indexOf(':');
            var role = line.substring(0, colon).equals("else")
                    ? Role.SOMETHING_ELSE
                    : Role.valueOf(line.substring(0, colon).toUpperCase(java.util.Locale.ROOT));
            entries.computeIfAbsent(role, r -> new ArrayList<>())
                    .addAll(List.of(line.substring(colon + 1).split(",", -1)));
        }
        return new Vocabulary(code, entries);
    }

    /** One language's words. */
    static final class Vocabulary {
        private final String language;
        private final Map<String, Role> roles = new HashMap<>();
        private int longest;

        private Vocabulary(String language, Map<Role, List<String>> entries) {
            this.language = language;
            entries.forEach((role, all) -> all.forEach(entry -> {
                var words = Wish.words(entry);
                var before = roles.put(String.join(" ", words), role);
                if (before != null && before != role)
                    throw new IllegalStateException("Two roles for a word of " + language);
                longest = Math.max(longest, words.size());
            }));
        }

        String language() {
            return language;
        }

        /** In Vietnamese the marks make the word: "đúng" is "right", "dừng" is "stop". */
        boolean withoutAccents() {
            return !language.equals("vi");
        }

        /** The longest entry that begins here. */
        Optional<Known> at(List<String> words, int at) {
            for (int count = Math.min(longest, words.size() - at); count > 0; count--) {
                var role = roles.get(String.join(" ", words.subList(at, at + count)));
                if (role != null) return Optional.of(new Known(role, count));
            }
            return Optional.empty();
        }
    }
}
