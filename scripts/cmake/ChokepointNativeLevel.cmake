# chokepoint_native_level(RESULT LEVEL...): the best of these instruction sets,
# worst first, that this machine can run; empty if it is none of them.
function(chokepoint_native_level result)
    set(native "")
    foreach(level ${ARGN})
        # The same question as kernels/engine/engine_cpu.cpp asks when it runs.
        file(WRITE ${CMAKE_BINARY_DIR}/native_level/${level}.cpp
            "int main() { return !__builtin_cpu_supports(\"x86-64-${level}\"); }\n")
        try_run(status compiled ${CMAKE_BINARY_DIR}/native_level/${level}
                ${CMAKE_BINARY_DIR}/native_level/${level}.cpp)
        if(compiled AND status EQUAL 0)
            set(native ${level})
        endif()
        # Asked anew each time: the folder may move to another machine.
        unset(status CACHE)
        unset(compiled CACHE)
    endforeach()
    set(${result} ${native} PARENT_SCOPE)
endfunction()
