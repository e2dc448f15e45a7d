#include "CInspection.h"

// The old pointers of qpdf are not used here.
#define POINTERHOLDER_TRANSITION 4

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFXRefEntry.hh>
#include <qpdf/Buffer.hh>

#include <cstring>
#include <string>
#include <vector>

struct cinspection_pdf {
    std::shared_ptr<QPDF> qpdf;
    std::vector<QPDFObjectHandle> known;  // by number; 0 is null
    std::vector<QPDFObjectHandle> all;
    std::map<QPDFObjGen, QPDFXRefEntry> places;
    std::vector<std::string> keys;        // of the dictionary asked for last
    int32_t keysOf = -1;
    std::string text;
    std::shared_ptr<Buffer> stream;
    std::vector<std::string> warnings;
    bool hasAll = false;
};

namespace {

void say(char *room, size_t size, const std::string &text) {
    if (size == 0) return;
    size_t length = std::min(size - 1, text.size());
    std::memcpy(room, text.data(), length);
    room[length] = 0;
}

// Makers of PDF files state the number of objects wrongly and put blanks where none belong, and nothing depends on it.
bool isHarmless(const std::string &message) {
    return message.find("reported number of objects") != std::string::npos
        || message.find("extraneous whitespace seen before xref") != std::string::npos;
}

int32_t keep(cinspection_pdf *pdf, QPDFObjectHandle object) {
    if (!object.isInitialized() || object.isNull()) return 0;
    if (pdf->known.size() > 8000000) return 0;
    pdf->known.push_back(object);
    return static_cast<int32_t>(pdf->known.size() - 1);
}

QPDFObjectHandle dictionary(QPDFObjectHandle object) { return object.isStream() ? object.getDict() : object; }

// What throws is unreadable, and noted.
template <typename Result, typename Body> Result guarded(cinspection_pdf *pdf, Result otherwise, Body body) {
    try {
        return body();
    } catch (std::exception &error) {
        if (pdf->warnings.size() < 100) pdf->warnings.push_back(error.what());
    }
    return otherwise;
}

void gather(cinspection_pdf *pdf) {
    if (pdf->hasAll) return;
    pdf->hasAll = true;
    pdf->places = pdf->qpdf->getXRefTable();
    pdf->all = pdf->qpdf->getAllObjects();
}

}  // namespace

extern "C" cinspection_pdf *cinspection_pdf_open(
    const uint8_t *bytes, size_t size, int repairs, char *problem, size_t room, int *is_locked) {
    *is_locked = 0;
    try {
        auto pdf = std::make_unique<cinspection_pdf>();
        pdf->known.push_back(QPDFObjectHandle::newNull());
        pdf->qpdf = QPDF::create();
        pdf->qpdf->setSuppressWarnings(true);
        pdf->qpdf->setAttemptRecovery(repairs != 0);
        pdf->qpdf->processMemoryFile("document", reinterpret_cast<const char *>(bytes), size);
        return pdf.release();
    } catch (QPDFExc &error) {
        *is_locked = error.getErrorCode() == qpdf_e_password;
        say(problem, room, error.getMessageDetail().empty() ? error.what() : error.getMessageDetail());
    } catch (std::exception &error) {
        say(problem, room, error.what());
    }
    return nullptr;
}

extern "C" void cinspection_pdf_close(cinspection_pdf *pdf) { delete pdf; }

extern "C" int cinspection_pdf_is_encrypted(cinspection_pdf *pdf) {
    return guarded(pdf, 0, [&] { return pdf->qpdf->isEncrypted() ? 1 : 0; });
}

extern "C" int cinspection_pdf_warnings(cinspection_pdf *pdf, char *first, size_t room) {
    for (auto &warning : pdf->qpdf->getWarnings()) {
        std::string message = warning.getMessageDetail();
        if (!isHarmless(message) && pdf->warnings.size() < 100) pdf->warnings.push_back(message);
    }
    if (!pdf->warnings.empty()) say(first, room, pdf->warnings.front());
    return static_cast<int>(pdf->warnings.size());
}

extern "C" int32_t cinspection_pdf_trailer(cinspection_pdf *pdf) {
    return guarded(pdf, 0, [&] { return keep(pdf, pdf->qpdf->getTrailer()); });
}

extern "C" int32_t cinspection_pdf_count(cinspection_pdf *pdf) {
    return guarded(pdf, -1, [&] {
        gather(pdf);
        return static_cast<int32_t>(pdf->all.size());
    });
}

extern "C" int32_t cinspection_pdf_object(cinspection_pdf *pdf, int32_t place) {
    return guarded(pdf, 0, [&] { return keep(pdf, pdf->all.at(static_cast<size_t>(place))); });
}

extern "C" int64_t cinspection_pdf_offset(cinspection_pdf *pdf, int32_t place) {
    return guarded(pdf, int64_t(-1), [&] {
        auto entry = pdf->places.find(pdf->all.at(static_cast<size_t>(place)).getObjGen());
        return entry == pdf->places.end() || entry->second.getType() != 1 ? int64_t(-1) : int64_t(entry->second.getOffset());
    });
}

extern "C" enum cinspection_kind cinspection_kind_of(cinspection_pdf *pdf, int32_t object) {
    return guarded(pdf, CINSPECTION_NULL, [&] {
        auto &handle = pdf->known.at(static_cast<size_t>(object));
        if (handle.isBool()) return CINSPECTION_BOOLEAN;
        if (handle.isNumber()) return CINSPECTION_NUMBER;
        if (handle.isString()) return CINSPECTION_STRING;
        if (handle.isName()) return CINSPECTION_NAME;
        if (handle.isArray()) return CINSPECTION_ARRAY;
        if (handle.isDictionary()) return CINSPECTION_DICTIONARY;
        return handle.isStream() ? CINSPECTION_STREAM : CINSPECTION_NULL;
    });
}

extern "C" int64_t cinspection_identity(cinspection_pdf *pdf, int32_t object) {
    return guarded(pdf, int64_t(0), [&] {
        auto &handle = pdf->known.at(static_cast<size_t>(object));
        if (!handle.isIndirect()) return int64_t(0);
        return int64_t(handle.getObjectID()) << 16 | (handle.getGeneration() & 0xFFFF);
    });
}

extern "C" int32_t cinspection_size(cinspection_pdf *pdf, int32_t object) {
    return guarded(pdf, 0, [&] {
        auto &handle = pdf->known.at(static_cast<size_t>(object));
        if (handle.isArray()) return static_cast<int32_t>(handle.getArrayNItems());
        if (!handle.isDictionary() && !handle.isStream()) return 0;
        auto keys = dictionary(handle).getKeys();
        pdf->keys.assign(keys.begin(), keys.end());
        pdf->keysOf = object;
        return static_cast<int32_t>(pdf->keys.size());
    });
}

extern "C" int32_t cinspection_item(cinspection_pdf *pdf, int32_t object, int32_t place) {
    return guarded(pdf, 0, [&] { return keep(pdf, pdf->known.at(static_cast<size_t>(object)).getArrayItem(place)); });
}

extern "C" int32_t cinspection_value(cinspection_pdf *pdf, int32_t object, const char *key) {
    return guarded(pdf, 0, [&] {
        auto handle = dictionary(pdf->known.at(static_cast<size_t>(object)));
        return handle.isDictionary() ? keep(pdf, handle.getKey(key)) : 0;
    });
}

extern "C" const char *cinspection_key(cinspection_pdf *pdf, int32_t object, int32_t place) {
    return guarded(pdf, "", [&]() -> const char * {
        if (pdf->keysOf != object) cinspection_size(pdf, object);
        return pdf->keys.at(static_cast<size_t>(place)).c_str();
    });
}

extern "C" const uint8_t *cinspection_text(cinspection_pdf *pdf, int32_t object, size_t *size) {
    *size = 0;
    return guarded(pdf, static_cast<const uint8_t *>(nullptr), [&] {
        auto &handle = pdf->known.at(static_cast<size_t>(object));
        if (handle.isString()) {
            pdf->text = handle.getStringValue();
        } else if (handle.isName()) {
            pdf->text = handle.getName();
        } else {
            pdf->text = handle.isScalar() ? handle.unparse() : "";
        }
        *size = pdf->text.size();
        return reinterpret_cast<const uint8_t *>(pdf->text.data());
    });
}

static const uint8_t *stream(cinspection_pdf *pdf, int32_t object, size_t *size, bool unpacks) {
    *size = 0;
    return guarded(pdf, static_cast<const uint8_t *>(nullptr), [&]() -> const uint8_t * {
        auto &handle = pdf->known.at(static_cast<size_t>(object));
        if (!handle.isStream()) return nullptr;
        pdf->stream = unpacks ? handle.getStreamData(qpdf_dl_generalized) : handle.getRawStreamData();
        *size = pdf->stream->getSize();
        return pdf->stream->getBuffer();
    });
}

extern "C" const uint8_t *cinspection_stream(cinspection_pdf *pdf, int32_t object, size_t *size) {
    return stream(pdf, object, size, false);
}

extern "C" const uint8_t *cinspection_unpacked(cinspection_pdf *pdf, int32_t object, size_t *size) {
    return stream(pdf, object, size, true);
}
