#pragma once

#define MAX_CHANNELS 3
#define CONTROL(n) (0x100 | (n))
#define FIRST_CONTROL CONTROL(1)
#define DISPID_MAY_SLEEP 0x60
