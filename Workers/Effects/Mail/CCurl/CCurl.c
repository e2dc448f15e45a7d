#include "CCurl.h"

CURLcode ccurl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *text) {
    return curl_easy_setopt(handle, option, text);
}

CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(handle, option, list);
}

CURLcode ccurl_set_error_buffer(CURL *handle, char *buffer) {
    return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}

CURLcode ccurl_set_callbacks(
    CURL *handle, void *context, ccurl_transfer read, ccurl_transfer header, ccurl_debug debug, ccurl_progress progress) {
    CURLcode code = CURLE_OK;
    if (!code) code = curl_easy_setopt(handle, CURLOPT_READFUNCTION, read);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_READDATA, context);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, header);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, debug);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, progress);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    return code;
}

CURLcode ccurl_set_impatient(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075700
    return curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
#else
    (void)handle;
    return CURLE_OK;
#endif
}

CURLcode ccurl_get_number(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

curl_socket_t ccurl_socket(CURL *handle) {
    curl_socket_t descriptor = CURL_SOCKET_BAD;
    return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &descriptor) ? CURL_SOCKET_BAD : descriptor;
}

CURLcode ccurl_start(void) {
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}
