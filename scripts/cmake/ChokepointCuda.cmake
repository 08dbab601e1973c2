# Decide whether the CUDA backend is built and enable the language.
set(CHOKEPOINT_HAVE_CUDA OFF)
if(NOT CHOKEPOINT_CUDA STREQUAL "OFF")
    include(CheckLanguage)
    check_language(CUDA)
    if(CMAKE_CUDA_COMPILER)
        if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES)
            # A100, RTX 40, H100/H200, and where nvcc knows it RTX 50; PTX for
            # what comes next.
            set(CMAKE_CUDA_ARCHITECTURES 80-real 89-real 90-real 90-virtual)
            execute_process(COMMAND ${CMAKE_CUDA_COMPILER} --list-gpu-arch
                            OUTPUT_VARIABLE known ERROR_QUIET)
            if(known MATCHES "compute_120")
                list(APPEND CMAKE_CUDA_ARCHITECTURES 120-real 120-virtual)
            endif()
        endif()
        set(CMAKE_CUDA_STANDARD 17)
        set(CMAKE_CUDA_STANDARD_REQUIRED ON)
        enable_language(CUDA)
        set(CHOKEPOINT_HAVE_CUDA ON)
    elseif(CHOKEPOINT_CUDA STREQUAL "ON")
        message(FATAL_ERROR "CHOKEPOINT_CUDA=ON, but no CUDA compiler (nvcc) "
                            "was found. Put it on PATH, or use AUTO.")
    endif()
endif()
message(STATUS "CUDA backend: ${CHOKEPOINT_HAVE_CUDA}")
