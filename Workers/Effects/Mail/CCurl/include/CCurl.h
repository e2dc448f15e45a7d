/* Opens libcurl to Swift. */
#pragma once
