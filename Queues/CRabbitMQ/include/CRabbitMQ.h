/* Opens librabbitmq to Swift. */
#pragma once
