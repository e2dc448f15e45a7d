/* Opens libcurl to Swift, which cannot call variadic functions: one setter for each kind of argument.
   Each returns what libcurl returns; texts are copied by libcurl, lists and bytes are not. */
#pragma once
#include <curl/curl.h>

typedef size_t (*ccurl_transfer)(char *bytes, size_t size, size_t count, void *context);
typedef int (*ccurl_debug)(CURL *handle, curl_infotype kind, char *bytes, size_t count, void *context);
typedef int (*ccurl_progress)(
    void *context, curl_off_t expected, curl_off_t received, curl_off_t toSend, curl_off_t sent);

CURLcode ccurl_set_number(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value);
/* A null text restores the default. */
CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *text);
/* The list must live until the transfer is over. */
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *list);
/* The buffer has CURL_ERROR_SIZE bytes and must live as long as the handle. */
CURLcode ccurl_set_error_buffer(CURL *handle, char *buffer);
/* `read` gives the body, `header` takes the server's reply lines, `debug` sees the commands, `progress` is called at least
   once a second. The context must live until the transfer is over. */
CURLcode ccurl_set_callbacks(
    CURL *handle, void *context, ccurl_transfer read, ccurl_transfer header, ccurl_debug debug, ccurl_progress progress);
/* Never waits for a name server that does not answer, where this libcurl can be told so. */
CURLcode ccurl_set_impatient(CURL *handle);
CURLcode ccurl_get_number(CURL *handle, CURLINFO info, long *value);
/* CURL_SOCKET_BAD where there is no connection. */
curl_socket_t ccurl_socket(CURL *handle);
/* CURL_GLOBAL_DEFAULT is a macro Swift does not see. */
CURLcode ccurl_start(void);
