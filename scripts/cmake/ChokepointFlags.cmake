# Flags that every target carries. IEEE arithmetic as written: no contraction,
# no fast-math, no flush to zero (model B10): bits are part of the interface.
add_library(chokepoint_flags INTERFACE)
target_include_directories(chokepoint_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(chokepoint_flags INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-ffp-contract=off -Wall -Wextra -Wno-psabi>
    $<$<COMPILE_LANGUAGE:CUDA>:--fmad=false --prec-div=true --ftz=false
      -Xcompiler=-ffp-contract=off,-Wno-psabi>)
if(CHOKEPOINT_SANITIZE)
    # Before the options of a target: the last word on a check wins, and some
    # targets take checks away.
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fsanitize=${CHOKEPOINT_SANITIZE}>
        $<$<COMPILE_LANGUAGE:CXX>:-fno-omit-frame-pointer>
        $<$<COMPILE_LANGUAGE:CXX>:-fno-sanitize-recover=all>)
    add_link_options(-fsanitize=${CHOKEPOINT_SANITIZE})
endif()

# For sources that hold a march, all inlined into one function: there these
# checks of every pointer make compiling many times as long, and the address
# sanitizer sees what they would.
set(CHOKEPOINT_MARCH_OPTIONS "")
# For sources that only call what is checked, or that are the same source once
# more: compiling them takes half as long without.
set(CHOKEPOINT_NO_UNDEFINED "")
if(CHOKEPOINT_SANITIZE MATCHES "undefined")
    set(CHOKEPOINT_MARCH_OPTIONS
        -fno-sanitize=null,alignment,object-size,pointer-overflow,bounds)
    set(CHOKEPOINT_NO_UNDEFINED -fno-sanitize=undefined)
endif()
