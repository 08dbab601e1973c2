# Flags that every target carries. IEEE arithmetic as written: no contraction,
# no fast-math, no flush to zero (model B10): bits are part of the interface.
add_library(chokepoint_flags INTERFACE)
target_include_directories(chokepoint_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(chokepoint_flags INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-ffp-contract=off -Wall -Wextra -Wno-psabi>
    $<$<COMPILE_LANGUAGE:CUDA>:--fmad=false --prec-div=true --ftz=false
      -Xcompiler=-ffp-contract=off,-Wno-psabi>)
if(CHOKEPOINT_SANITIZE)
    target_compile_options(chokepoint_flags INTERFACE
        $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=${CHOKEPOINT_SANITIZE}
          -fno-omit-frame-pointer -fno-sanitize-recover=all>)
    target_link_options(chokepoint_flags INTERFACE
        -fsanitize=${CHOKEPOINT_SANITIZE})
endif()

# For sources that hold a march, all inlined into one function: there these
# checks of every pointer make compiling ten times as long (266 s instead of
# 27 s), and the address sanitizer sees what they would.
set(CHOKEPOINT_MARCH_OPTIONS "")
if(CHOKEPOINT_SANITIZE MATCHES "undefined")
    set(CHOKEPOINT_MARCH_OPTIONS
        -fno-sanitize=null,alignment,object-size,pointer-overflow,bounds)
endif()
