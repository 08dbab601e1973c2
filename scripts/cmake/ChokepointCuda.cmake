# Decide whether the CUDA backend is built and enable the language.
set(CHOKEPOINT_HAVE_CUDA OFF)
if(NOT CHOKEPOINT_CUDA STREQUAL "OFF")
    include(CheckLanguage)
    check_language(CUDA)
    if(CMAKE_CUDA_COMPILER)
        if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES)
            # T4 and RTX 20; A100; RTX 30 and 40; H100 and H200; B200; RTX
            # 50: those of them that nvcc knows. PTX for what comes next.
            set(CMAKE_CUDA_ARCHITECTURES "")
            execute_process(COMMAND ${CMAKE_CUDA_COMPILER} --list-gpu-arch
                            OUTPUT_VARIABLE known ERROR_QUIET)
            foreach(architecture 75 80 86 90 100 120)
                if(known MATCHES "compute_${architecture}[^0-9]")
                    list(APPEND CMAKE_CUDA_ARCHITECTURES ${architecture}-real)
                endif()
            endforeach()
            list(APPEND CMAKE_CUDA_ARCHITECTURES 90-virtual)
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
